"""Every table belongs to a backup, in an order in which rows can be written."""

from sqlalchemy import func, select

from anymask.engine.backed_up import ORDER, belongs, table_of
from anymask.engine.database.schema import Base
from anymask.engine.database.tables import Account, Image, MaskCount, Token, Verdict


def test_all_tables_but_tokens_and_counts_are_in_it() -> None:
    left_out = {Token.__tablename__, MaskCount.__tablename__}  # the database counts anew
    assert {kind.__tablename__ for kind in ORDER} == set(Base.metadata.tables) - left_out


def test_rows_name_only_tables_before_their_own() -> None:
    seen = set()
    for kind in ORDER:
        seen.add(kind.__tablename__)
        assert {key.column.table.name for key in table_of(kind).foreign_keys} <= seen


def test_only_what_is_of_the_project_belongs_to_it(engine, project, worked) -> None:
    farm = worked(engine)
    with engine.database.reading() as session:
        for kind in ORDER:
            both = [
                session.scalar(select(func.count()).select_from(kind).where(belongs(kind, each.id)))
                for each in (project, farm)
            ]
            total = session.scalar(select(func.count()).select_from(kind))
            assert both[1] > 0 or kind is Verdict
            assert kind is Account or sum(both) <= total
        names = session.scalars(select(Account.name).where(belongs(Account, farm.id)))
        assert set(names) == {"admin", "ann", "bob"}
        assert session.scalar(select(func.count(Image.id)).where(belongs(Image, farm.id))) == 3

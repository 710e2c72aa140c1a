"""What belongs to a project in the database: its tables in an order in which they can be filled.

A backup reads these rows, a restore writes them. A test fails when a table is missing here.
"""

from sqlalchemy import ColumnElement, Table, or_, select

from anymask.engine.database.schema import Base
from anymask.engine.database.tables import (
    Account,
    Event,
    Flag,
    Image,
    Job,
    Mask,
    MaskChange,
    Membership,
    Model,
    Project,
    Round,
    Task,
    Verdict,
)

ORDER: tuple[type[Base], ...] = (
    Account,
    Project,
    Membership,
    Image,
    Flag,
    Model,
    Round,
    Job,
    Task,
    Mask,
    MaskChange,
    Verdict,
    Event,
)
"""A row names only rows of tables before its own, or earlier ones of its own. Tokens stay where
they are: who has a backup has no key to the engine."""


def table_of(kind: type[Base]) -> Table:
    """Return the table of a kind of rows."""
    return Base.metadata.tables[kind.__tablename__]


def belongs(kind: type[Base], project_id: int) -> ColumnElement[bool]:
    """Return the condition for the rows of a project."""
    if kind is Account:
        return _takes_part(project_id)
    table = table_of(kind)
    if kind is Project:
        return table.c.id == project_id
    if kind is Flag:
        images = select(Image.id).where(Image.project_id == project_id)
        return table.c.image_id.in_(images)
    if kind in (MaskChange, Verdict):
        masks = select(Mask.id).where(Mask.project_id == project_id)
        return table.c.mask_id.in_(masks)
    return table.c.project_id == project_id


def _takes_part(project_id: int) -> ColumnElement[bool]:
    """People who have a role in a project or did anything in it."""
    kinds = [kind for kind in ORDER if kind is not Account and "account_id" in table_of(kind).c]
    return or_(
        *(
            Account.id.in_(
                select(table_of(kind).c.account_id).where(
                    table_of(kind).c.account_id.is_not(None), belongs(kind, project_id)
                )
            )
            for kind in kinds
        )
    )

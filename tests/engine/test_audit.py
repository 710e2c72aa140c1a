"""Claims about the audit log."""

from sqlalchemy import select

from anymask.engine.audit import note
from anymask.engine.database.connection import Database
from anymask.engine.database.tables import Event


def test_a_line_tells_who_did_what_to_what(database: Database) -> None:
    database.write(lambda s: note(s, None, None, "looked", "x" * 300, clock=lambda: 7, why="test"))
    with database.reading() as session:
        (event,) = session.scalars(select(Event))
        assert (event.kind, event.subject, event.created_ms) == ("looked", "x" * 200, 7)
        assert event.detail == {"why": "test"}


def test_a_line_belongs_to_the_transaction_that_it_tells_of(database: Database) -> None:
    with database.reading() as session:
        note(session, None, None, "looked", "nothing")
    with database.reading() as session:
        assert session.scalars(select(Event)).all() == []

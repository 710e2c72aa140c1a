"""Claims about transactions, the same on SQLite and PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from anymask.engine.database import connection
from anymask.engine.database.connection import Database
from anymask.engine.database.tables import Account
from anymask.errors import ConfigurationError, ResourceError


def add(name: str):
    """Work that adds an account."""

    def work(session: Session) -> Account:
        account = Account(name=name, created_ms=0)
        session.add(account)
        session.flush()
        return account

    return work


def names(database: Database) -> list[str]:
    """The names of all accounts."""
    with database.reading() as session:
        return list(session.scalars(select(Account.name).order_by(Account.name)))


def test_what_a_transaction_returns_can_be_read_afterwards(database: Database) -> None:
    account = database.write(add("ann"))
    assert (account.name, account.id) == ("ann", 1)
    assert names(database) == ["ann"]


def test_a_transaction_that_raises_changes_nothing(database: Database) -> None:
    def work(session: Session) -> None:
        add("bob")(session)
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        database.write(work)
    assert names(database) == []


def test_reading_changes_nothing(database: Database) -> None:
    with database.reading() as session:
        add("eve")(session)
    assert names(database) == []


def test_writers_at_the_same_time_wait_for_each_other(database: Database) -> None:
    def count_up(_: int) -> None:
        def work(session: Session) -> None:
            count = session.scalar(select(func.count()).select_from(Account)) or 0
            add(f"{threading.get_ident()}-{count}-{_}")(session)

        database.write(work)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(80)))
    assert len(names(database)) == 80


def test_a_rule_of_the_tables_is_not_retried(database: Database) -> None:
    database.write(add("ann"))
    calls: list[int] = []

    def work(session: Session) -> None:
        calls.append(1)
        add("ann")(session)

    with pytest.raises(IntegrityError):
        database.write(work)
    assert len(calls) == 1


def test_a_lock_is_waited_for_and_then_reported(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.001)
    attempts: list[int] = []

    def work(session: Session) -> None:
        attempts.append(1)
        if len(attempts) < 3:
            raise OperationalError("", {}, Exception("database is locked"))
        add("ann")(session)

    database.write(work)
    assert (len(attempts), names(database)) == (3, ["ann"])

    def never(session: Session) -> None:
        raise OperationalError("", {}, Exception("database is locked"))

    with pytest.raises(ResourceError, match="cannot be used now: database is locked; check"):
        database.write(never)


def test_a_full_disk_is_reported_at_once(database: Database) -> None:
    attempts: list[int] = []

    def work(session: Session) -> None:
        attempts.append(1)
        raise OperationalError("", {}, Exception("database or disk is full"))

    with pytest.raises(ResourceError, match="disk is full"):
        database.write(work)
    assert len(attempts) == 1


def test_sqlite_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.reading() as session:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        found = [session.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas]
    assert found == ["wal", 2, 1]
    database.close()


def test_a_full_disk_of_postgresql_is_not_waited_for() -> None:
    class DiskFullError(Exception):
        sqlstate = "53100"

    said = DiskFullError("could not extend file: No space left on device")
    assert not connection._may_pass(OperationalError("", {}, said))


def test_a_connection_that_is_lost_at_any_moment_is_a_lack_of_resources(postgres: str) -> None:
    database = Database(postgres)
    me = text("SELECT pg_backend_pid()")

    def lost_at_the_end() -> None:
        with database.reading() as one:
            end = text(f"SELECT pg_terminate_backend({one.scalar(me)})")
            with database.reading() as other:
                other.scalar(end)

    def lost_in_between() -> None:
        with database.reading() as one:
            one.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    for lost in (lost_at_the_end, lost_in_between):
        with pytest.raises(ResourceError, match="cannot be used now"):
            lost()
    with database.reading() as one:
        assert one.scalar(text("SELECT 1")) == 1
    database.close()


def test_too_many_at_once_are_told_to_come_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(connection, "POOL", 1)
    monkeypatch.setattr(connection, "POOL_SECONDS", 0.01)
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with database.reading() as one, database.reading() as another:
        for session in (one, another):
            session.execute(text("SELECT 1"))
        with pytest.raises(ResourceError, match="too many use the database at once"):
            database.write(add("ann"))
    database.close()


@pytest.mark.parametrize("url", ["nothing", "oracle://a@b/c", "sqlitee:///a.db"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be used .* pass sqlite:///PATH or"):
        Database(url)


def test_a_database_that_is_not_there_is_a_lack_of_resources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(connection, "ATTEMPTS", 1)
    database = Database(f"postgresql+psycopg://postgres@/none?host={tmp_path}")
    with pytest.raises(ResourceError, match="the database cannot be used now: No such") as caught:
        database.write(add("ann"))
    assert str(tmp_path) not in str(caught.value)

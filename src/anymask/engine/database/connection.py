"""The door to the database: short transactions that are repeated when the database says so.

SQLite and PostgreSQL behave the same behind it. SQLite writes in WAL mode and takes the write lock
when a transaction begins, because a reader that turns into a writer fails at once; PostgreSQL may
go away and come back. A transaction is repeated as a whole, so work inside must have no effects
outside.
"""

import contextlib
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)
from sqlalchemy.orm import Session

from anymask.errors import ConfigurationError, ResourceError

ResultT = TypeVar("ResultT")

BUSY_MS = 5_000
"""How long SQLite waits for another writer."""
ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.1
"""Pauses double: 0.1 s, 0.2 s, ... 3.2 s, each with some chance in it."""
POOL, POOL_SECONDS = 10, 20
"""Connections that are kept, twice as many at most; and how long a thread waits for one."""
CONNECT_SECONDS = 10
"""How long PostgreSQL may take to answer a new connection, unless its URL says otherwise."""
RETRIED_STATES = ("40001", "40P01")
"""PostgreSQL: serialisation failure, deadlock."""
DISK_FULL = "53100"


class Database:
    """One database, for all threads of a process.

    Args:
        url: in SQLAlchemy's words, such as sqlite:////data/engine.db or
            postgresql+psycopg://user@host/name.

    Raises:
        ConfigurationError: no such kind of database, or its driver is not installed.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _open(url)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that changes nothing; rows read in it keep what they held.

        Raises:
            ResourceError: the database is not there, or goes away meanwhile.
        """
        with worded(), Session(self.engine) as session:
            yield session
            session.expunge_all()

    def write(self, work: Callable[[Session], ResultT]) -> ResultT:
        """Do work in a transaction; when this returns, it is on disk.

        Args:
            work: is called with a session, again if the transaction has to be repeated. It may
                raise; then nothing is changed. Rows that it returns keep what they held.

        Raises:
            ResourceError: the database is not there, or its disk is full.
        """
        for attempt in range(ATTEMPTS):
            try:
                return self._once(work)
            except (DBAPIError, TimeoutError) as error:
                if attempt == ATTEMPTS - 1 or not _may_pass(error):
                    raise _resource_error(error) from error
                time.sleep(FIRST_PAUSE_SECONDS * 2**attempt * random.uniform(0.5, 1.0))
        raise AssertionError("the last attempt returns or raises")

    def _once(self, work: Callable[[Session], ResultT]) -> ResultT:
        with (
            self.engine.connect().execution_options(writes=True) as connection,
            Session(connection, expire_on_commit=False) as session,
            session.begin(),
        ):
            return work(session)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _open(url: str) -> Engine:
    try:
        parsed = make_url(url)
        options: dict[str, Any] = {
            "pool_pre_ping": True,
            "pool_size": POOL,
            "max_overflow": POOL,
            "pool_timeout": POOL_SECONDS,
        }
        if parsed.get_backend_name() == "sqlite":
            options |= {"connect_args": {"timeout": BUSY_MS / 1000, "check_same_thread": False}}
        elif "connect_timeout" not in parsed.query:
            options |= {"connect_args": {"connect_timeout": CONNECT_SECONDS}}
        engine = create_engine(parsed, **options)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ConfigurationError(
            f"the database URL {url!r} cannot be used ({error}); pass sqlite:///PATH or "
            "postgresql+psycopg://USER@HOST/NAME, and run: pip install 'anymask[postgres]'"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _may_pass(error: SQLAlchemyError) -> bool:
    """Is this an error that goes away: a lock, a deadlock, a server that starts again?"""
    if not isinstance(error, DBAPIError):
        return False  # no connection was free for long: whoever asks again makes it worse
    state = getattr(error.orig, "sqlstate", None)
    if state == DISK_FULL or "full" in str(error.orig):
        return False
    return (
        error.connection_invalidated
        or isinstance(error, OperationalError)
        or state in RETRIED_STATES
    )


@contextlib.contextmanager
def worded() -> Iterator[None]:
    """Say in our words what is wrong with the database.

    Raises:
        ResourceError: it is not there, its disk is full, or too many use it at once.
    """
    try:
        yield
    except (DBAPIError, TimeoutError) as error:
        raise _resource_error(error) from error


def _resource_error(error: DBAPIError | TimeoutError) -> Exception:
    """Word what is wrong with the database; mistakes of ours stay what they are."""
    if isinstance(error, TimeoutError):
        return ResourceError("too many use the database at once; try again in a while")
    if not (isinstance(error, OperationalError) or error.connection_invalidated):
        return error
    first = (str(error.orig).strip() or "no answer").splitlines()[0]
    reason = first.rpartition(" failed: ")[2]  # without host and port, which strangers may read
    return ResourceError(
        f"the database cannot be used now: {reason}; check that it runs and has room on its disk"
    )

"""What all tables share: their base, names of constraints, and the types of their columns.

Times are whole milliseconds since 1970 (UTC), the same in SQLite and PostgreSQL. Names of
constraints are fixed, so that migrations can change them on both.
"""

import time
from collections.abc import Callable
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

Clock = Callable[[], int]
"""Returns the time in milliseconds since 1970; tests pass one that they can turn."""

Key = Annotated[
    int, mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
]
Milliseconds = Annotated[int, mapped_column(BigInteger())]
Name = Annotated[str, mapped_column(String(200))]
Word = Annotated[str, mapped_column(String(32))]
Hash = Annotated[str, mapped_column(String(64))]
"""SHA-256 as hexadecimal digits."""
LongText = Annotated[str, mapped_column(Text())]
Json = Annotated[dict[str, Any], mapped_column(JSON())]
JsonList = Annotated[list[Any], mapped_column(JSON())]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMING)


def now() -> int:
    """Return the time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000

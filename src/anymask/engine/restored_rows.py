"""Rows of a backup become rows of another database: with new numbers, and no others changed.

`restore.py` calls it within a transaction. Numbers of rows are given by the database; whatever
refers to a row is changed with it. Ids of masks, requests and leases stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Table, Uuid, insert, select
from sqlalchemy.orm import Session

from anymask.engine.backed_up import ORDER, table_of
from anymask.engine.backup_file import ROWS_AT_A_TIME, BackupFile
from anymask.engine.database.schema import Base
from anymask.engine.database.tables import Account, Job, MaskChange, Project
from anymask.engine.database.work import RUNNING, STOPPED, WAITING
from anymask.errors import FormatError


@dataclass
class RestoredRows:
    """Writes the rows of a backup.

    Attributes:
        session: of the transaction.
        backup: whose rows.
        name: of the project.
        numbers: by table, the number in the backup and the one here.
    """

    session: Session
    backup: BackupFile
    name: str
    numbers: dict[str, dict[int, int]] = field(default_factory=dict)

    def write(self) -> Project:
        """Write all rows and return the project.

        Raises:
            FormatError: the backup has fewer rows than it says.
            KeyError, TypeError, ValueError, sqlalchemy.exc.StatementError: rows do not fit.
        """
        for kind in ORDER:
            name = kind.__tablename__
            if self._write_table(kind) != self.backup.manifest.rows[name]:
                raise FormatError(f"the backup has not as many rows of '{name}' as it says")
        (here,) = self.numbers["project"].values()
        (row,) = self.backup.rows("project")
        project = self.session.get_one(Project, here)
        if row["model_id"] is not None:
            project.model_id = self.numbers["model"][row["model_id"]]
        return project

    def _write_table(self, kind: type[Base]) -> int:
        table = table_of(kind)
        own = self.numbers.setdefault(table.name, {})
        count = 0
        for chunk in _chunks(
            self.backup.rows(table.name), 1 if _names_itself(table) else ROWS_AT_A_TIME
        ):
            count += len(chunk)
            fresh = [row for row in chunk if not (kind is Account and self._is_known(row, own))]
            if fresh:
                self._insert(kind, table, fresh, own)
        return count

    def _is_known(self, row: dict[str, Any], own: dict[int, int]) -> bool:
        """Take a person who has an account here for the one of that name."""
        here = self.session.scalar(select(Account.id).where(Account.name == row["name"]))
        if here is not None:
            own[row["id"]] = here
        return here is not None

    def _insert(
        self, kind: type[Base], table: Table, rows: list[dict[str, Any]], own: dict[int, int]
    ) -> None:
        values = [self._translate(kind, table, row) for row in rows]
        if not _is_numbered(table):
            self.session.execute(insert(table), values)
            return
        numbered = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        here = self.session.scalars(numbered, values).all()
        own |= {row["id"]: number for row, number in zip(rows, here, strict=True)}

    def _translate(self, kind: type[Base], table: Table, row: dict[str, Any]) -> dict[str, Any]:
        if row.keys() != set(table.c.keys()):
            raise FormatError(f"the backup has a row of '{table.name}' with other columns")
        values = {
            column.name: self._value(column, row[column.name])
            for column in table.c
            if not (column.name == "id" and _is_numbered(table))
        }
        if kind is Project:
            values |= {"name": self.name, "model_id": None}  # models come later
        if kind is MaskChange and values["content"].get("model_id") is not None:
            model = self.numbers["model"][values["content"]["model_id"]]
            values["content"] = {**values["content"], "model_id": model}
        if kind is Job and values["state"] in (WAITING, RUNNING):
            values |= {"state": STOPPED, "message": "stopped by a restore"}
            values["ended_ms"] = values["started_ms"] or values["created_ms"]
        return values

    def _value(self, column: Column[Any], value: Any) -> Any:
        """Turn a JSON value into that of a column."""
        if value is None:
            return None
        if isinstance(column.type, Uuid):
            return UUID(value)
        if not _fits(column, value):
            raise FormatError(f"the backup has {value!r:.100} for {column}, which cannot hold it")
        for key in column.foreign_keys:
            return self.numbers[key.column.table.name][value]
        return value


def _fits(column: Column[Any], value: Any) -> bool:
    """Say whether a column can hold a value; SQLite itself would take anything."""
    if isinstance(column.type, JSON):
        return isinstance(value, dict | list)
    expected = column.type.python_type
    longest = getattr(column.type, "length", None)
    if longest is not None and isinstance(value, str) and len(value) > longest:
        return False
    return type(value) is expected or (expected is float and type(value) is int)


def _is_numbered(table: Table) -> bool:
    """Say whether the database gives numbers to the rows of a table."""
    return "id" in table.c and not isinstance(table.c.id.type, Uuid)


def _names_itself(table: Table) -> bool:
    return any(key.column.table is table for key in table.foreign_keys)


def _chunks(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(islice(rows, size)):
        yield chunk

"""What was measured on each image: one row per image and method, in memory or in a file that grows.

Reports are made from rows, never from sums alone, so that a run that was killed goes on with the
next image and every average can be traced to its images. The first line of the file tells the
settings; rows of other settings are never mixed with them. Each task has a row of its own.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

from anymask.errors import ConfigurationError, FormatError
from anymask.storage.files import write_text

FILE_NAME = "report.jsonl"
FORMAT = "anymask-evaluation-rows"
VERSION = 2


@dataclass(frozen=True)
class RowKey:
    """What a row is about.

    Attributes:
        method: its name.
        stamp: of the method when it answered.
        data: the path of the data set, as given.
        image: the name of the image.
    """

    method: str
    stamp: str
    data: str
    image: str


class Row(Protocol):
    """One image, measured: a frozen dataclass of JSON values and tuples beside its key."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def key(self) -> RowKey:
        """Which image, by which method."""

    @property
    def objects(self) -> int:
        """How many objects were scored."""

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Undo `dataclasses.asdict` after a round trip through JSON.

        Raises:
            ValueError, TypeError, KeyError, AttributeError: it is no such row.
        """


RowT = TypeVar("RowT", bound=Row)


class RowLog(Generic[RowT]):
    """Rows so far, kept in memory.

    Args:
        rows: those of an earlier run.
    """

    def __init__(self, rows: tuple[RowT, ...] = ()) -> None:
        self._rows = {row.key: row for row in rows}

    def find(self, key: RowKey) -> RowT | None:
        """Return the row of this image and method, if there is one."""
        return self._rows.get(key)

    def add(self, row: RowT) -> None:
        """Keep a row."""
        self._rows[row.key] = row


class RowFile(RowLog[RowT]):
    """Rows kept in `report.jsonl`, so that the next run finds them.

    Args:
        folder: made when it does not exist.
        settings: everything but methods and data that changes the rows; JSON values.
        row_type: of the task.

    Raises:
        ConfigurationError: the folder holds rows of other settings.
        FormatError: a whole line cannot be read, or an earlier anymask wrote the file.
    """

    def __init__(self, folder: Path, settings: Mapping[str, object], row_type: type[RowT]) -> None:
        self._path = folder / FILE_NAME
        header = json.dumps({"format": FORMAT, "version": VERSION, "settings": dict(settings)})
        if self._path.exists():
            _check_header(self._path, json.loads(header))
        rows = read_rows(self._path, row_type) if self._path.exists() else ()
        super().__init__(rows)
        # Rewritten whole: this drops the torn last line that a kill may have left behind.
        write_text(self._path, "\n".join([header, *(_to_line(row) for row in rows)]) + "\n")

    def add(self, row: RowT) -> None:
        """Keep a row, on disk when this returns."""
        super().add(row)
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(_to_line(row) + "\n")
            stream.flush()
            os.fsync(stream.fileno())


class RowOfSet(Row, Protocol):
    """A row that tells to which set its image belongs."""

    @property
    def set_name(self) -> str:
        """The set of the image, for tables."""


RowOfSetT = TypeVar("RowOfSetT", bound=RowOfSet)


def by_set(rows: Sequence[RowOfSetT]) -> dict[str, list[RowOfSetT]]:
    """Sort rows by the set of their images, in the order of their first images."""
    sets: dict[str, list[RowOfSetT]] = {}
    for row in rows:
        sets.setdefault(row.set_name, []).append(row)
    return sets


def read_rows(path: Path, row_type: type[RowT]) -> tuple[RowT, ...]:
    """Read all whole lines of a `report.jsonl`.

    Raises:
        FormatError: a whole line cannot be read.
    """
    _, *lines = path.read_text(encoding="utf-8").split("\n")
    # Only a line that ends in a newline is whole; the last piece is empty or torn.
    return tuple(
        _parse(line, number, path, row_type) for number, line in enumerate(lines[:-1], start=2)
    )


def _to_line(row: Row) -> str:
    return json.dumps(asdict(row))


def _check_header(path: Path, header: dict[str, Any]) -> None:
    """Refuse rows that were measured with other settings, and name the first that differs."""
    with path.open(encoding="utf-8") as stream:
        line = stream.readline()
    try:
        told = json.loads(line)
        found, wanted, version = told["settings"], header["settings"], told["version"]
        different = [name for name in {**wanted, **found} if found.get(name) != wanted.get(name)]
    except (ValueError, TypeError, KeyError) as error:
        raise FormatError(
            f"line 1 of {path} is damaged; remove the file to measure everything again"
        ) from error
    if version != VERSION:
        raise FormatError(
            f"{path} has rows of version {version}, this anymask writes version {VERSION}; "
            "choose another --out, or remove the file"
        )
    if different:
        name = different[0]
        raise ConfigurationError(
            f"{path} was measured with {name} = {found.get(name)}, not {wanted.get(name)}; "
            "choose another --out, or remove the file"
        )


def _parse(line: str, number: int, path: Path, row_type: type[RowT]) -> RowT:
    try:
        return row_type.from_dict(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError(
            f"line {number} of {path} is damaged; remove the file to measure everything again"
        ) from error

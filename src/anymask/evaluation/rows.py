"""What was measured on each image: one row per image and method, in memory or in a file that grows.

Reports are made from rows, never from sums alone, so that a run that was killed goes on with the
next image and every average can be traced to its objects. The first line of the file tells the
settings; rows of other settings are never mixed with them.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from anymask.errors import ConfigurationError, FormatError
from anymask.evaluation.sampling import LeftOut
from anymask.storage.files import write_text

FILE_NAME = "report.jsonl"
FORMAT = "anymask-evaluation-rows"


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


@dataclass(frozen=True)
class Row:
    """One image, measured.

    Attributes:
        key: which image, by which method.
        set_name: the set of the image, for tables.
        numbers: the place of each of the N scored objects among the image's annotations.
        areas: their pixels.
        left_out: objects that were not scored.
        scores: N values for each measure.
    """

    key: RowKey
    set_name: str
    numbers: tuple[int, ...]
    areas: tuple[int, ...]
    left_out: LeftOut
    scores: Mapping[str, tuple[float, ...]]


class RowLog:
    """Rows so far, kept in memory.

    Args:
        rows: those of an earlier run.
    """

    def __init__(self, rows: tuple[Row, ...] = ()) -> None:
        self._rows = {row.key: row for row in rows}

    def find(self, key: RowKey) -> Row | None:
        """Return the row of this image and method, if there is one."""
        return self._rows.get(key)

    def add(self, row: Row) -> None:
        """Keep a row."""
        self._rows[row.key] = row


class RowFile(RowLog):
    """Rows kept in `report.jsonl`, so that the next run finds them.

    Args:
        folder: made when it does not exist.
        settings: everything but methods and data that changes the scores; JSON values.

    Raises:
        ConfigurationError: the folder holds rows of other settings.
        FormatError: a whole line cannot be read.
    """

    def __init__(self, folder: Path, settings: Mapping[str, object]) -> None:
        self._path = folder / FILE_NAME
        header = json.dumps({"format": FORMAT, "version": 1, "settings": dict(settings)})
        rows = _read(self._path, json.loads(header))
        super().__init__(rows)
        # Rewritten whole: this drops the torn last line that a kill may have left behind.
        write_text(self._path, "\n".join([header, *(_to_line(row) for row in rows)]) + "\n")

    def add(self, row: Row) -> None:
        """Keep a row, on disk when this returns."""
        super().add(row)
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(_to_line(row) + "\n")
            stream.flush()
            os.fsync(stream.fileno())


def _to_line(row: Row) -> str:
    return json.dumps(asdict(row))


def _read(path: Path, header: dict[str, object]) -> tuple[Row, ...]:
    if not path.exists():
        return ()
    first, *lines = path.read_text(encoding="utf-8").split("\n")
    _check_header(first, header, path)
    # Only a line that ends in a newline is whole; the last piece is empty or torn.
    return tuple(_parse(line, number, path) for number, line in enumerate(lines[:-1], start=2))


def _check_header(line: str, header: dict[str, object], path: Path) -> None:
    """Refuse rows that were measured with other settings, and name the first that differs."""
    try:
        found, wanted = json.loads(line)["settings"], header["settings"]
        assert isinstance(wanted, dict)
        different = [name for name in {**wanted, **found} if found.get(name) != wanted.get(name)]
    except (ValueError, TypeError, KeyError) as error:
        raise FormatError(
            f"line 1 of {path} is damaged; remove the file to measure everything again"
        ) from error
    if different:
        name = different[0]
        raise ConfigurationError(
            f"{path} was measured with {name} = {found.get(name)}, not {wanted.get(name)}; "
            "choose another --out, or remove the file"
        )


def _parse(line: str, number: int, path: Path) -> Row:
    try:
        value = json.loads(line)
        return Row(
            key=RowKey(**value["key"]),
            set_name=value["set_name"],
            numbers=tuple(value["numbers"]),
            areas=tuple(value["areas"]),
            left_out=LeftOut(**value["left_out"]),
            scores={name: tuple(scores) for name, scores in value["scores"].items()},
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError(
            f"line {number} of {path} is damaged; remove the file to measure everything again"
        ) from error

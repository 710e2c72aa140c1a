"""The file of a backup: a tar whose members are named by what they hold, so that all is checked.

::

    rows/TABLE/NUMBER-SHA256   rows of a table as lines of JSON
    parts/SHA256               a stretch of an object
    manifest.json              the last member: versions, counts, and a hash of all names

`backup.py` writes it, `restore.py` reads it. A file that was cut, changed or sorted differently is
refused before anything of it is used.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from anymask.errors import FormatError
from anymask.storage.archives import Span, index_tar
from anymask.storage.files import json_bytes

FORMAT = 1
MANIFEST = "manifest.json"
OBJECTS = "object"
"""Name under which rows tell the parts of each object, as if it were a table."""
PART_BYTES = 64 << 20
ROWS_AT_A_TIME = 2_000

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        format: of the file.
        tables: version of the database's tables.
        project: its name.
        rows: how many of each table.
        missing: keys of objects that were gone or damaged when the backup was made.
        outside: models whose weights are not in the backup, by name: where they were.
        members: SHA-256 of the names of all other members, in their order.
    """

    format: int
    tables: str
    project: str
    rows: dict[str, int]
    missing: list[str]
    outside: dict[str, str]
    members: str


class BackupWriter:
    """Writes the members; the manifest comes last.

    Args:
        path: of the file, which is written from its beginning.
    """

    def __init__(self, path: Path) -> None:
        self._archive = tarfile.TarFile(path, "w", format=tarfile.GNU_FORMAT)
        self._names: dict[str, None] = {}
        self.rows: dict[str, int] = {}
        """Rows of each table so far."""

    def add_rows(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows of a table: JSON values by the names of columns."""
        self.rows.setdefault(table, 0)
        rest = iter(rows)
        while chunk := list(islice(rest, ROWS_AT_A_TIME)):
            content = b"".join(json_bytes(row) + b"\n" for row in chunk)
            number = self.rows[table]
            self._add(f"rows/{table}/{number:012d}-{_sha256(content)}", content)
            self.rows[table] += len(chunk)

    def add_object(self, content: bytes) -> list[str]:
        """Write an object and return the names of its parts; equal parts are written once."""
        parts = []
        for start in range(0, max(1, len(content)), PART_BYTES):
            part = content[start : start + PART_BYTES]
            parts.append(_sha256(part))
            self._add(f"parts/{parts[-1]}", part)
        return parts

    def finish(
        self, tables: str, project: str, missing: list[str], outside: dict[str, str]
    ) -> Manifest:
        """Write the manifest and close the file."""
        members = _sha256("\n".join(self._names).encode())
        manifest = Manifest(FORMAT, tables, project, self.rows, missing, outside, members)
        self._add(MANIFEST, json_bytes(asdict(manifest)))
        self._archive.close()
        return manifest

    def _add(self, name: str, content: bytes) -> None:
        if name not in self._names:
            self._names[name] = None
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            self._archive.addfile(member, io.BytesIO(content))


class BackupFile:
    """A backup to read.

    Args:
        path: of the file.

    Raises:
        InputError: there is no such file.
        FormatError: it is no backup, of another format, or cut off.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._spans: dict[str, Span] = index_tar(path)
        if MANIFEST not in self._spans:
            raise FormatError(f"{path} is no backup of a project, or cut off; copy it again")
        self.manifest = self._read_manifest()
        del self._spans[MANIFEST]
        self._names = tuple(self._spans)
        if _sha256("\n".join(self._names).encode()) != self.manifest.members:
            raise self._damaged("members are missing or were added")

    def __len__(self) -> int:
        return len(self._names)

    def check(self, index: int) -> None:
        """Make sure that a member holds what its name says.

        Raises:
            FormatError: it does not.
        """
        self._content(self._names[index])

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Return the rows of a table, in the order in which they were written.

        Raises:
            FormatError: they are no JSON.
        """
        for name in self._names:
            if name.startswith(f"rows/{table}/"):
                for line in self._content(name).splitlines():
                    yield self._parse(line)

    def object(self, parts: Iterable[str]) -> bytes:
        """Return an object by the names of its parts.

        Raises:
            FormatError: one is not there.
        """
        return b"".join(self._content(f"parts/{part}") for part in parts)

    def _content(self, name: str) -> bytes:
        """Read a member; its name ends in the hash of its content."""
        if name not in self._spans:
            raise self._damaged(f"{name} is missing")
        content = self._spans[name].read()
        if _sha256(content) != name[-64:]:
            raise self._damaged(f"{name} has changed")
        return content

    def _read_manifest(self) -> Manifest:
        plain = self._parse(self._spans[MANIFEST].read())
        if plain.get("format") != FORMAT:
            raise FormatError(
                f"{self._path} is a backup of format {plain.get('format')!r}, this anymask reads "
                f"{FORMAT}; install the anymask that made it, or a newer one"
            )
        try:
            manifest = Manifest(**plain)
        except TypeError as error:
            raise self._damaged(f"its manifest is another one ({error})") from error
        types = {name: type(value) for name, value in asdict(manifest).items()}
        if types != MANIFEST_TYPES:
            raise self._damaged("its manifest holds other values")
        return manifest

    def _parse(self, line: bytes) -> dict[str, Any]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise self._damaged(f"a line is no JSON ({error})") from error
        if not isinstance(value, dict):
            raise self._damaged("a line holds no row")
        return value

    def _damaged(self, reason: str) -> FormatError:
        return FormatError(f"{self._path} is damaged: {reason}; take another backup")


MANIFEST_TYPES = {
    "format": int,
    "tables": str,
    "project": str,
    "rows": dict,
    "missing": list,
    "outside": dict,
    "members": str,
}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""The ledger of a folder run: which images are done, with which options, in which files.

The file only grows, one JSON line per finished image, so that a run killed at any moment goes on
where it stopped. Its first line holds the options; when they change, everything is done again.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from anymask.errors import FormatError
from anymask.storage.files import write_text

LEDGER_NAME = "anymask-run.jsonl"


@dataclass(frozen=True)
class Finished:
    """An image whose results are complete on disk."""

    image: str
    """Path relative to the folder that is run, with forward slashes."""
    size_bytes: int
    modified_ns: int
    """Size and time of the image when it was read: an image that changed is done again."""
    files: tuple[str, ...]
    """Results, relative to the output folder."""
    masks: int


class Ledger:
    """What is finished in an output folder.

    Args:
        out: the output folder; made when it does not exist.
        options: everything that changes the results, JSON values only.

    Raises:
        FormatError: a whole line of the ledger cannot be read.
    """

    def __init__(self, out: Path, options: Mapping[str, object]) -> None:
        self.out = out
        self.path = out / LEDGER_NAME
        header = json.dumps({"anymask-run": 1, "options": dict(options)}, sort_keys=True)
        self._finished = {entry.image: entry for entry in _read(self.path, header)}

        # Rewritten whole: this drops the torn last line that a kill may have left behind.
        out.mkdir(parents=True, exist_ok=True)
        lines = [header, *(_line(entry) for entry in self._finished.values())]
        write_text(self.path, "\n".join(lines) + "\n")

    def find(self, name: str, image: Path) -> Finished | None:
        """Return what is known of an image, if it has not changed and all its files exist."""
        entry = self._finished.get(name)
        if entry is None or (entry.size_bytes, entry.modified_ns) != _stamp(image):
            return None
        return entry if all((self.out / file).is_file() for file in entry.files) else None

    def add(self, name: str, image: Path, files: list[Path], masks: int) -> Finished:
        """Note that an image is finished; call it when its files are on disk."""
        size_bytes, modified_ns = _stamp(image)
        relative = tuple(file.relative_to(self.out).as_posix() for file in files)
        entry = Finished(name, size_bytes, modified_ns, relative, masks)
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(_line(entry) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        self._finished[name] = entry
        return entry


def _stamp(image: Path) -> tuple[int, int]:
    status = image.stat()
    return status.st_size, status.st_mtime_ns


def _line(entry: Finished) -> str:
    return json.dumps(asdict(entry), sort_keys=True)


def _read(path: Path, header: str) -> list[Finished]:
    if not path.exists():
        return []
    first, *lines = path.read_text(encoding="utf-8").split("\n")
    if first != header:
        return []
    # Only a line that ends in a newline is whole; the last piece is empty or torn.
    return [_parse(line, number, path) for number, line in enumerate(lines[:-1], start=2)]


def _parse(line: str, number: int, path: Path) -> Finished:
    try:
        value = json.loads(line)
        return Finished(**{**value, "files": tuple(value["files"])})
    except (ValueError, TypeError, KeyError) as error:
        raise FormatError(
            f"line {number} of {path} is damaged; remove the file to do all images again"
        ) from error

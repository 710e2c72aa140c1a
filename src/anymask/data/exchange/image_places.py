"""Where an image lies that an annotation file names in its own way: by path, by address, or not.

Labelling tools note paths of the machine that they ran on, or web addresses. Only the tail of such
a name is looked for, and only below given folders, so that no name leads out of a data set.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from anymask.storage.images import SUFFIXES

LONGEST_TAIL = 6
"""So many folders and the name of the file are compared at most."""
UPLOAD = re.compile(r"[0-9a-f]{8}-(?=.)")
"""What Label Studio puts in front of the names of files that are uploaded."""


def find_image(told: str, folders: Sequence[Path]) -> Path | None:
    """Find the file that a path or address names: its longest tail that lies below a folder.

    Args:
        told: for example `cat.jpg`, `C:\\photos\\cat.jpg`, `../images/cat.jpg` or
            `https://host/data/upload/1/0a1b2c3d-cat.jpg`.
        folders: where to look; the first one wins.

    >>> find_image("/no/such/cat.jpg", [Path("/nowhere")]) is None
    True
    """
    found = (find_named(tail, folders) for tail in _tails(told))
    return next((path for path in found if path is not None), None)


def find_named(name: str, folders: Sequence[Path]) -> Path | None:
    """Find the file of a path that is known to stay below a folder; the first one wins."""
    return next((folder / name for folder in folders if _is_file(folder / name)), None)


def find_beside(path: Path) -> Path | None:
    """Find the image of the same stem in the folder of a file."""
    for suffix in sorted(SUFFIXES):
        for spelling in (suffix, suffix.upper()):
            if _is_file(path.with_suffix(spelling)):
                return path.with_suffix(spelling)
    return None


def _tails(told: str) -> Iterator[str]:
    """List what may be the path below a folder, the longest first."""
    name = told.replace("\\", "/")
    if "?d=" in name:  # Label Studio's address of a local file
        name = name.partition("?d=")[2]
    elif "://" in name:
        name = name.partition("?")[0]
    for spelling in dict.fromkeys((name, unquote(name))):
        parts = [part for part in spelling.split("/") if _stays_inside(part)]
        tail = parts[-LONGEST_TAIL - 1 :]
        for start in range(len(tail)):
            yield "/".join(tail[start:])
        if tail and UPLOAD.match(tail[-1]):
            yield UPLOAD.sub("", tail[-1], count=1)


def _stays_inside(part: str) -> bool:
    return part not in ("", ".", "..") and ":" not in part


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a character that no name can have
        return False

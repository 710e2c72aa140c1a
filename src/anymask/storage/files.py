"""Files that are whole or absent: each is written beside its place, then moved there.

Every writer in anymask ends here. The steps are those of a crash-safe write: a temporary file in
the same folder, fsync, `os.replace`, fsync of the folder, so that a kill or a power cut leaves
the old file or the new one and never a part.
"""

import contextlib
import errno
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from anymask.errors import AnymaskError, InputError, ResourceError

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Give the name of an empty temporary file; move it to `path` when the block ends well.

    The folder of `path` is made when it does not exist. When the block raises, the temporary file
    is removed and `path` stays as it was.

    Args:
        path: where the file shall lie.

    Yields:
        Path of the temporary file, in the same folder, to be written by the block.

    Raises:
        InputError: `path` cannot be written: a folder, forbidden, a name too long.
        ResourceError: the disk is full or fails.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "note.txt"
    >>> with atomic_write(path) as temporary:
    ...     _ = temporary.write_text("whole")
    >>> path.read_text()
    'whole'
    """
    # A short name of its own: the final name may already be as long as the file system allows.
    temporary = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        try:
            _create(path, temporary)
        except OSError as error:
            raise unwritable(path, error) from error
        try:
            yield temporary
        except OSError as error:
            if error.errno in _DISK_FULL:
                raise unwritable(path, error) from error
            raise
        try:
            move_into_place(temporary, path)
        except OSError as error:
            raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _create(path: Path, temporary: Path) -> None:
    """Make the empty temporary file with the permissions that a new file has by default."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))


def move_into_place(temporary: Path, path: Path) -> None:
    """Rename a finished file to `path` in the same folder, with both surely on disk.

    Raises:
        OSError: as the system says; `unwritable` words it.
    """
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(temporary, path)
    if hasattr(os, "O_DIRECTORY"):  # Windows cannot open folders, and needs no such step
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def unwritable(path: Path, error: OSError) -> AnymaskError:
    """Say why a file could not be written, as the exception to raise."""
    reason = (error.strerror or str(error)).lower()
    if error.errno in _DISK_FULL:
        return ResourceError(
            f"cannot write {path}: {reason}; free some space or choose another folder"
        )
    if isinstance(error, (PermissionError, IsADirectoryError, NotADirectoryError, FileExistsError)):
        return InputError(f"cannot write {path}: {reason}; choose a file in a folder of yours")
    if error.errno in {errno.EROFS, errno.ENAMETOOLONG}:
        return InputError(f"cannot write {path}: {reason}; choose another name or folder")
    return ResourceError(f"cannot write {path}: {reason}; check the disk or choose another folder")


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raises as `atomic_write`."""
    with atomic_write(path) as temporary:
        temporary.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file whole or not at all; raises as `atomic_write`."""
    write_bytes(path, text.encode("utf-8"))


def write_json(path: Path, value: object) -> None:
    """Write a JSON file whole or not at all; raises as `atomic_write`.

    Args:
        path: where the file shall lie.
        value: dicts, lists, strings, finite numbers, booleans and None.
    """
    write_bytes(path, json_bytes(value))


def json_bytes(value: object) -> bytes:
    """Make the content of a JSON file: dicts, lists, strings, finite numbers, booleans and None.

    >>> json_bytes({"name": "é"}).decode()
    '{"name": "é"}'
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")

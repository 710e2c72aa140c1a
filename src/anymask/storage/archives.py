"""Read tars without extracting them: an index for random access, and members one after the other.

Packs and shards of labelled images are read here. Archives come from anywhere: nothing of them
is written to disk, names that would lead out of a folder are refused, and so is what is larger
than any image or annotation file.
"""

import contextlib
import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from anymask.errors import FormatError, InputError

MAX_MEMBER_BYTES = 1 << 28
"""Larger members are refused, before they are read."""
SUFFIXES = (".tar", ".tar.gz", ".tgz")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Span:
    """A stretch of bytes: a whole file, or one member of an uncompressed archive."""

    path: Path
    offset: int
    length: int

    def read(self) -> bytes:
        """Return the bytes.

        Raises:
            InputError: the file cannot be read.
            FormatError: it ends before the stretch does.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(self.offset)
                content = file.read(self.length)
        except OSError as error:
            raise InputError(f"cannot read {self.path}: {error.strerror or error}") from error
        if len(content) < self.length:
            raise FormatError(f"{self.path} ends too early: it was cut off; copy it again")
        return content


def is_archive(path: Path) -> bool:
    """Say whether a file's name is that of a tar, compressed or not."""
    return path.name.lower().endswith(SUFFIXES) and path.is_file()


def is_compressed(path: Path) -> bool:
    """Say whether a file is compressed by gzip, by its first bytes.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(2) == _GZIP
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error


def index_tar(path: Path) -> dict[str, Span]:
    """Find the files inside an uncompressed tar.

    Returns:
        Name within the archive -> where its bytes lie, in the archive's order. Of a name that
        occurs twice the last counts, as when a tar is unpacked.

    Raises:
        InputError: there is no such file.
        FormatError: it is compressed, cut off or damaged, or has a member that is refused.
    """
    return dict(scan_tar(path))


def scan_tar(path: Path) -> Iterator[tuple[str, Span]]:
    """Find the files inside an uncompressed tar one after the other; raises as `index_tar`."""
    with _open(path) as (archive, compressed):
        if compressed:
            raise FormatError(
                f"{path} is compressed, so its members cannot be read in any order; unpack it "
                "with gunzip, or stream it"
            )
        for member in _files(archive, path):
            yield member.name, Span(path, member.offset_data, member.size)


def read_tar(path: Path) -> Iterator[tuple[str, bytes]]:
    """Read the files inside a tar, plain or compressed by gzip, one after the other.

    Yields:
        Name within the archive, and content.

    Raises:
        InputError: there is no such file.
        FormatError: it is cut off or damaged, or has a member that is refused; what came before
            has been yielded.
    """
    with _open(path) as (archive, _):
        for member in _files(archive, path):
            stream = archive.extractfile(member)
            assert stream is not None, "_files lists regular files only"
            content = stream.read()
            if len(content) < member.size:
                raise FormatError(f"{path} ends within {member.name}; copy or download it again")
            yield member.name, content


@contextlib.contextmanager
def _open(path: Path) -> Iterator[tuple[tarfile.TarFile, bool]]:
    """Open a tar after a look at its first bytes; give it and whether it is compressed."""
    try:
        with path.open("rb") as file, contextlib.ExitStack() as stack:
            start = file.read(2)
            file.seek(0)
            if not start:
                raise FormatError(f"{path} is empty (0 bytes); copy or download it again")
            compressed = start == _GZIP
            stream: io.BufferedIOBase = file
            if compressed:
                stream = stack.enter_context(gzip.GzipFile(fileobj=file))
            reader = cast(IO[bytes], _BoundedReader(stream, path))
            yield stack.enter_context(tarfile.open(fileobj=reader, mode="r:")), compressed
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise _damaged(path, error) from error
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise _damaged(path, error) from error


def _files(archive: tarfile.TarFile, path: Path) -> Iterator[tarfile.TarInfo]:
    """List the regular files of an archive; folders, links and devices are passed over."""
    for member in archive:
        if not member.isreg() or member.issparse():
            continue
        _check_name(member.name, path)
        if member.size > MAX_MEMBER_BYTES:
            raise FormatError(
                f"{path}: {member.name!r} has {member.size} bytes, more than the "
                f"{MAX_MEMBER_BYTES} of any image or annotation file"
            )
        yield member


def _check_name(name: str, path: Path) -> None:
    """Refuse names that lead out of the folder into which somebody would extract them."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or "\0" in name:
        raise FormatError(
            f"{path} has a member {name!r} that leads out of its folder; such an archive is not "
            "to be trusted: pack it again"
        )


def _damaged(path: Path, error: Exception) -> FormatError:
    return FormatError(f"{path} is no tar, cut off or damaged ({error}); copy or download it again")


class _BoundedReader:
    """The few methods that `tarfile` needs, with a limit on what is read at once.

    A damaged or hostile header can announce gigabytes of names; `tarfile` would read them.
    """

    def __init__(self, stream: io.BufferedIOBase, path: Path) -> None:
        self._stream = stream
        self._path = path

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= MAX_MEMBER_BYTES:
            raise FormatError(f"{self._path} announces {size} bytes at once; it is damaged")
        return self._stream.read(size)

    def seek(self, offset: int) -> int:
        return self._stream.seek(offset)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        pass  # whoever opened the stream closes it

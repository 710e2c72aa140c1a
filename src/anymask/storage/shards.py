"""Write many small files into tars of bounded size, each whole or absent.

`anymask data convert` and the labelling of photographs write training data so. Equal content gives
equal bytes: members carry no dates, users or rights of their own.
"""

import contextlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from anymask.errors import InputError
from anymask.storage.files import atomic_write

DEFAULT_SHARD_BYTES = 1 << 30
_BLOCK = 512


class ShardWriter:
    """A folder of tars NAME-000000.tar, NAME-000001.tar, ...

    Use it in a `with` block. A shard appears when it is full or the block ends well; when the
    block raises, the shard in work is dropped and the finished ones stay.

    Args:
        folder: made when it does not exist.
        name: what the files are called.
        max_bytes: a shard is closed before it would grow beyond this; a single group of files
            may be larger.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with ShardWriter(folder, "cats") as writer:
    ...     writer.add({"cat.jpg": b"...", "cat.json": b"{}"})
    >>> [path.name for path in folder.iterdir()]
    ['cats-000000.tar']
    """

    def __init__(self, folder: Path, name: str, max_bytes: int = DEFAULT_SHARD_BYTES) -> None:
        self._folder = folder
        self._name = name
        self._max_bytes = max_bytes
        self._shard = contextlib.ExitStack()
        self._archive: tarfile.TarFile | None = None
        self.paths: list[Path] = []
        """The shards finished so far."""

    def add(self, files: Mapping[str, bytes]) -> None:
        """Add files that belong together: they never lie in different shards.

        Raises:
            InputError: the place cannot be written, or a name is not one of a file in a folder.
            ResourceError: the disk is full.
        """
        wrong = [name for name in files if name in ("", ".", "..") or set(name) & set("/\\\0")]
        if wrong:
            raise InputError(f"{wrong[0]!r} is no plain file name; leave folders away")
        need = sum(_BLOCK + -(-len(content) // _BLOCK) * _BLOCK for content in files.values())
        if self._archive is not None and self._archive.offset + need > self._max_bytes:
            self._finish()
        archive = self._archive or self._start()
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))

    def close(self) -> None:
        """Finish the last shard; nothing may be added any more."""
        self._finish()

    def __enter__(self) -> "ShardWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self._archive = None
            self._shard.__exit__(kind, error, trace)

    def _start(self) -> tarfile.TarFile:
        path = self._folder / f"{self._name}-{len(self.paths):06d}.tar"
        temporary = self._shard.enter_context(atomic_write(path))
        archive = tarfile.TarFile(temporary, "w", format=tarfile.GNU_FORMAT)
        self._archive = self._shard.enter_context(archive)
        self.paths.append(path)
        return archive

    def _finish(self) -> None:
        self._archive = None
        self._shard.close()

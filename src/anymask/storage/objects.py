"""A store of objects by key: a local folder, or any place that fsspec reaches, such as S3.

The data engine keeps images, embeddings and models here. An object is whole or absent: locally it
is written beside its place and moved, elsewhere the protocol promises it.
"""

import posixpath
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

from anymask.errors import ConfigurationError, InputError, ResourceError
from anymask.storage.files import write_bytes

LONGEST_KEY = 512
CHUNK_BYTES = 1 << 20


class ObjectStore:
    """Objects under one URL.

    Args:
        url: a folder, or an fsspec URL such as s3://bucket/folder.

    Raises:
        ConfigurationError: fsspec does not know such a URL, or lacks the package for it.

    >>> import tempfile
    >>> store = ObjectStore(tempfile.mkdtemp())
    >>> store.put("images/cat.jpg", b"bytes")
    >>> store.get("images/cat.jpg"), list(store.keys("images"))
    (b'bytes', ['images/cat.jpg'])
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise ConfigurationError(
                f"the object store {url!r} cannot be used ({error}); pass a folder or an fsspec "
                "URL, and install the package that it needs"
            ) from error

    def put(self, key: str, content: bytes) -> None:
        """Keep an object; what was there under this key is replaced.

        Raises:
            InputError: a key that leads out of the store.
            ResourceError: there is no room, or the store is not there.
        """
        place = self._place(key)
        if isinstance(self._files, LocalFileSystem):
            write_bytes(Path(place), content)
            return
        try:
            self._files.makedirs(posixpath.dirname(place), exist_ok=True)
            self._files.pipe_file(place, content)
        except OSError as error:
            raise ResourceError(f"cannot write {key} to {self.url}: {error}; try again") from error

    def get(self, key: str) -> bytes:
        """Return an object.

        Raises:
            InputError: there is none of that key.
            ResourceError: the store is not there.
        """
        try:
            content: bytes = self._files.cat_file(self._place(key))
        except FileNotFoundError as error:
            raise InputError(f"{self.url} holds no {key}") from error
        except OSError as error:
            raise ResourceError(f"cannot read {key} from {self.url}: {error}") from error
        return content

    def put_file(self, key: str, path: Path) -> None:
        """Keep a file of any size as an object.

        Raises:
            InputError, ResourceError: as `put`.
        """
        place = self._place(key)
        try:
            self._files.makedirs(posixpath.dirname(place), exist_ok=True)
            if isinstance(self._files, LocalFileSystem):
                part = f"{place}.part-{uuid4().hex}"
                shutil.copyfile(path, part)
                Path(part).rename(place)
            else:
                self._files.put_file(str(path), place)
        except OSError as error:
            raise ResourceError(f"cannot write {key} to {self.url}: {error}; try again") from error

    def size(self, key: str) -> int:
        """Return how many bytes an object has.

        Raises:
            InputError: there is none of that key.
        """
        if not self.exists(key):
            raise InputError(f"{self.url} holds no {key}")
        return int(self._files.size(self._place(key)))

    def chunks(self, key: str, chunk_bytes: int = CHUNK_BYTES) -> Iterator[bytes]:
        """Read an object of any size, piece by piece.

        Raises:
            ResourceError: the store is not there.
        """
        try:
            with self._files.open(self._place(key), "rb") as stream:
                while chunk := stream.read(chunk_bytes):
                    yield chunk
        except OSError as error:
            raise ResourceError(f"cannot read {key} from {self.url}: {error}") from error

    def exists(self, key: str) -> bool:
        """Say whether there is an object of that key."""
        return bool(self._files.isfile(self._place(key)))

    def delete(self, key: str) -> None:
        """Remove an object, if there is one."""
        if self.exists(key):
            self._files.rm_file(self._place(key))

    def keys(self, prefix: str) -> Iterator[str]:
        """List the objects of a folder and its sub-folders, in order."""
        root = self._place(prefix)
        if self._files.isdir(root):
            for path in sorted(self._files.find(root)):
                yield posixpath.join(prefix, posixpath.relpath(path, root))

    def put_folder(self, key: str, folder: Path) -> None:
        """Keep all files of a folder, such as a model, below a key."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            self.put(posixpath.join(key, path.relative_to(folder).as_posix()), path.read_bytes())

    def fetch_folder(self, key: str, cache: Path) -> Path:
        """Copy all objects below a key to a local folder, once, and return it.

        Args:
            key: whose objects never change.
            cache: where copies lie; a folder of that key is made in it.

        Raises:
            InputError: there is none.
        """
        target = cache / key
        if target.is_dir():
            return target
        names = list(self.keys(key))
        if not names:
            raise InputError(f"{self.url} holds nothing below {key}")
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=target.parent))
        for name in names:
            write_bytes(part / posixpath.relpath(name, key), self.get(name))
        try:
            part.rename(target)
        except OSError:  # another process was faster
            shutil.rmtree(part)
        return target

    def _place(self, key: str) -> str:
        parts = key.split("/")
        if not key or len(key) > LONGEST_KEY or {"", ".", ".."} & set(parts) or "\0" in key:
            raise InputError(f"{key!r} is no key; use names with / between them, and no ..")
        return posixpath.join(self._root, key)

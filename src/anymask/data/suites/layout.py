"""How the files of a published data set lie, and the data set that they make.

A layout is a value that knows where images and labels are and opens a folder of them. There are few
kinds of layouts, one file each; `sam23/` fills them in for each set.
"""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol, runtime_checkable

from anymask.data.annotation import Annotation
from anymask.data.dataset import MaskDataset
from anymask.data.left_out import LeftOutItems
from anymask.errors import InputError

AROUND = 3
"""Archives put their files into so many folders of their own at most."""


@runtime_checkable
class Layout(Protocol):
    """Where the files of a data set lie."""

    def open(self, folder: Path, source: str) -> MaskDataset:
        """Open the data set unpacked somewhere in a folder.

        Args:
            folder: where the archive was unpacked.
            source: the name of the set, for tables.

        Raises:
            InputError: the files are not there.
            FormatError: an annotation file is damaged.
        """


class FileDataset(MaskDataset):
    """Images that are files, and a function that reads the objects of each.

    Args:
        source: the name of the set.
        root: the folder to which the names of images are relative.
        images: their files.
        read: returns the objects of an image by its number.
        left_out: what lies there and is not used.

    Raises:
        InputError: there is no image.
    """

    def __init__(
        self,
        source: str,
        root: Path,
        images: Sequence[Path],
        read: Callable[[int], Sequence[Annotation]],
        left_out: tuple[LeftOutItems, ...] = (),
    ) -> None:
        if not images:
            raise InputError(f"{root} has no labelled image of {source}; unpack its archive again")
        self._source = source
        self._root = root
        self._images = images
        self._read = read
        self._left_out = left_out

    def __len__(self) -> int:
        return len(self._images)

    @property
    def left_out(self) -> tuple[LeftOutItems, ...]:
        """What lies there and is not used."""
        return self._left_out

    def name(self, index: int) -> str:
        """Return the path of the image in its archive."""
        return self._images[index].relative_to(self._root).as_posix()

    def source(self, index: int) -> str:
        """Return the name of the set."""
        return self._source

    def image_bytes(self, index: int) -> bytes:
        """Read the image file."""
        return self._images[index].read_bytes()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Read the objects of the image."""
        return self._read(index)


def find_root(folder: Path, marker: str) -> Path:
    """Find the folder in which a known file or folder lies: this one, or one a little below.

    Args:
        folder: where an archive was unpacked, with or without the folders around its files.
        marker: the path of a file or folder of the archive; may hold wildcards.

    Raises:
        InputError: it is nowhere.
    """
    for depth in range(AROUND + 1):
        found = sorted(folder.glob("*/" * depth + marker))
        if found:
            return found[0].parents[len(PurePosixPath(marker).parts) - 1]
    raise InputError(
        f"{folder} has no {marker}, also not {AROUND} folders below; unpack the published archive "
        "there and keep the names of its folders"
    )

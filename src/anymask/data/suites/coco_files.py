"""Layouts of COCO and LVIS json whose images lie in a folder that only the set's authors know."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anymask.data.annotation import Annotation
from anymask.data.coco_index import CocoIndex
from anymask.data.suites.layout import FileDataset, find_root
from anymask.errors import InputError

PROBED = 50
"""So many images are looked for in a folder, before it is held for the wrong one."""


def same_name(file_name: str) -> str:
    """Leave the name of an image as it stands in the file."""
    return file_name


@dataclass(frozen=True)
class CocoFiles:
    """One or more COCO files that share a folder of images.

    Attributes:
        files: the json files, relative to the root.
        images: folders that may hold the images, relative to the root; the first that does counts.
        rename: turns the name that stands in a file into the name of the image on disk.
    """

    files: tuple[str, ...]
    images: tuple[str, ...]
    rename: Callable[[str], str] = same_name

    def open(self, folder: Path, source: str) -> FileDataset:
        """Open all files as one set; crowds and the like are counted."""
        root = find_root(folder, self.files[0])
        indices = [CocoIndex(root / file) for file in self.files]
        entries = [(index, image_id) for index in indices for image_id in index.images]
        names = [self.rename(index.images[image_id].file_name) for index, image_id in entries]
        place = self._find_images(root, names)

        def read(number: int) -> list[Annotation]:
            index, image_id = entries[number]
            return index.annotations(image_id)

        left_out = tuple(items for index in indices for items in index.left_out())
        return FileDataset(source, place, [place / name for name in names], read, left_out)

    def _find_images(self, root: Path, names: list[str]) -> Path:
        for folder in self.images:
            if any((root / folder / name).is_file() for name in names[:PROBED]):
                return root / folder
        raise InputError(
            f"none of the images of {self.files[0]} is in {' or '.join(self.images)} of {root}; "
            "unpack the images there"
        )

"""Layouts in which the labels of an image are pictures: of numbers, of colours, or one per object.

Most sets of label maps differ only in the names of their files and in which numbers are objects.
"""

import glob
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Int32

from anymask.data.annotation import Annotation
from anymask.data.left_out import LeftOutItems
from anymask.data.suites.layout import FileDataset, find_root
from anymask.geometry import rle
from anymask.geometry.run_labels import split_labels
from anymask.storage.labels import open_labels

UNLABELLED = "images without a label picture"

LabelReader = Callable[[Path], Sequence[Annotation]]
"""Reads the objects of one label picture."""


@dataclass(frozen=True)
class Pictures:
    """Images and their label pictures, paired by name.

    Attributes:
        marker: a file or folder of the archive by which its root is found.
        images: which files are images, relative to the root; with wildcards.
        part: a regular expression for the part of an image's path that differs in its labels.
        labels: what stands there instead, one for each kind of label picture; may hold wildcards
            and groups of `part`.
        read: how to read a label picture.
    """

    marker: str
    images: tuple[str, ...]
    part: str
    labels: tuple[str, ...]
    read: LabelReader

    def open(self, folder: Path, source: str) -> FileDataset:
        """Open the images that have labels; the others are counted."""
        root = find_root(folder, self.marker)
        images = sorted(path for pattern in self.images for path in root.glob(pattern))
        pairs = [(image, self._find(root, image)) for image in images]
        labelled = [(image, found) for image, found in pairs if found]
        without = [image.relative_to(root).as_posix() for image, found in pairs if not found]
        left_out = (LeftOutItems.of(UNLABELLED, without),) if without else ()

        def read(index: int) -> list[Annotation]:
            return [each for path in labelled[index][1] for each in self.read(path)]

        return FileDataset(source, root, [image for image, _ in labelled], read, left_out)

    def _find(self, root: Path, image: Path) -> list[Path]:
        """Find the label pictures of an image; a name may hold what would be a wildcard."""
        name = glob.escape(image.relative_to(root).as_posix())
        patterns = [re.sub(self.part, label, name, count=1) for label in self.labels]
        found = [path for pattern in patterns for path in sorted(root.glob(pattern))]
        return [path for path in found if path != image]


def open_picture(path: Path) -> Int32[np.ndarray, "H W"]:
    """Open a label picture of numbers or colours, as `storage.labels.open_labels` does."""
    return open_labels(path.read_bytes(), path.name)


@dataclass(frozen=True)
class EachValue:
    """Every value of a label picture is an object, save those that mean none.

    Attributes:
        is_object: whether a value is an object; by default all but 0 are.
        category: names the category of a value, where it has one.
        open: opens the picture.
    """

    is_object: Callable[[int], bool] = bool
    category: Callable[[int], str | None] = lambda value: None
    open: Callable[[Path], Int32[np.ndarray, "H W"]] = open_picture

    def __call__(self, path: Path) -> list[Annotation]:
        """Read the objects in the order of their values."""
        return [
            {"segmentation": mask, "area": rle.area(mask), "category": self.category(value)}
            for value, mask in split_labels(self.open(path)).items()
            if self.is_object(value)
        ]


def whole_picture(path: Path) -> list[Annotation]:
    """Read a picture of one object: all that is not black."""
    mask = rle.encode(torch.from_numpy(open_picture(path) != 0)[None])[0]
    return [{"segmentation": mask, "area": rle.area(mask)}]

"""PASCAL VOC: photos, and a picture of the numbers of objects for each.

JPEGImages/NAME.jpg belongs to SegmentationObject/NAME.png (0 background, 255 void, else the number
of an object) and SegmentationClass/NAME.png (their classes). Source: Everingham et al., "The
PASCAL Visual Object Classes Challenge 2012: Development Kit".
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from anymask.data.annotation import Annotation
from anymask.data.dataset import MaskDataset
from anymask.errors import FormatError, InputError, did_you_mean
from anymask.geometry import rle
from anymask.geometry.run_labels import split_labels
from anymask.storage.images import SUFFIXES
from anymask.storage.labels import open_labels

VOID = 255
CLASSES = (
    *("background", "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair"),
    *("cow", "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa"),
    *("train", "tvmonitor"),
)
CLASS_FILE = "classes.txt"
"""Names of the classes from 0 on, a line each, where they are not those of the challenge."""
LISTS = Path("ImageSets") / "Segmentation"


def is_voc(folder: Path) -> bool:
    """Say whether a folder has the form of VOC."""
    return (folder / "JPEGImages").is_dir() and (folder / "SegmentationObject").is_dir()


class VocDataset(MaskDataset):
    """The images of a VOC folder that have objects drawn in.

    Args:
        folder: with JPEGImages/ and SegmentationObject/.
        split: keep only the images listed in ImageSets/Segmentation/SPLIT.txt; None keeps all.

    Raises:
        InputError: there is no such list, or no image in it has objects.
    """

    def __init__(self, folder: str | Path, split: str | None = None) -> None:
        self._folder = Path(folder)
        drawn = {path.stem for path in (self._folder / "SegmentationObject").glob("*.png")}
        listed = drawn if split is None else set(_read_list(self._folder, split))
        self._names = sorted(drawn & listed)
        if not self._names:
            raise InputError(f"{folder} has no image with a picture in SegmentationObject/")
        images = (self._folder / "JPEGImages").iterdir()
        self._images = {path.stem: path for path in images if path.suffix.lower() in SUFFIXES}
        named = self._folder / CLASS_FILE
        self._classes = named.read_text("utf-8").splitlines() if named.is_file() else CLASSES

    def __len__(self) -> int:
        return len(self._names)

    def name(self, index: int) -> str:
        """Return NAME.jpg."""
        path = self._images.get(self._names[index])
        return path.name if path else self._names[index] + ".jpg"

    def source(self, index: int) -> str:
        """Return the name of the folder."""
        return self._folder.name

    def image_bytes(self, index: int) -> bytes:
        """Read the photo."""
        return (self._folder / "JPEGImages" / self.name(index)).read_bytes()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Read the objects by number, each with the class of most of its pixels."""
        file_name = self._names[index] + ".png"
        objects = self._open("SegmentationObject", file_name)
        classes = self._open("SegmentationClass", file_name)
        if classes is not None and objects is not None and classes.shape != objects.shape:
            raise FormatError(
                f"its SegmentationClass has {classes.shape} pixels, its SegmentationObject "
                f"{objects.shape}; draw it again"
            )
        if objects is None:
            raise FormatError(f"there is no SegmentationObject/{file_name}; copy it again")
        return [
            {
                "segmentation": mask,
                "area": rle.area(mask),
                "category": None if classes is None else self._class(classes[objects == label]),
            }
            for label, mask in split_labels(objects).items()
            if label not in (0, VOID)
        ]

    def _open(self, kind: str, file_name: str) -> np.ndarray | None:
        path = self._folder / kind / file_name
        return open_labels(path.read_bytes(), f"{kind}/{file_name}") if path.is_file() else None

    def _class(self, numbers: np.ndarray) -> str | None:
        """Name the commonest class of an object's pixels, void and background aside."""
        counts = np.bincount(numbers[(numbers > 0) & (numbers != VOID)])
        number = int(counts.argmax()) if len(counts) else 0
        return self._classes[number] if 0 < number < len(self._classes) else None


def _read_list(folder: Path, split: str) -> list[str]:
    """Read the names of a split; a line may go on with more after a blank."""
    path = folder / LISTS / f"{split}.txt"
    if not path.is_file():
        known = [file.stem for file in (folder / LISTS).glob("*.txt")]
        raise InputError(f"{folder} has no split '{split}'; {did_you_mean(split, known)}")
    return [line.split()[0] for line in path.read_text("utf-8").splitlines() if line.strip()]

"""A COCO or LVIS file together with its images, wherever both lie in the usual places.

`open_dataset` makes it; training draws from it and evaluation walks through it.
"""

from collections.abc import Sequence
from pathlib import Path

from anymask.data import fields
from anymask.data.annotation import Annotation
from anymask.data.coco_index import CocoIndex
from anymask.data.dataset import MaskDataset
from anymask.data.left_out import LeftOutItems
from anymask.data.record import ImageRecord
from anymask.errors import FormatError, InputError, did_you_mean
from anymask.storage.images import image_size

WHOLE_FILES = ("annotations.json", "_annotations.coco.json")
"""Names of a file beside its images; without one, annotations/ is searched."""
OTHER_TASKS = ("captions", "person_keypoints", "image_info", "panoptic", "stuff")
"""Beginnings of the names of files in annotations/ that hold no objects."""
PROBED = 50
"""So many images are looked for in a folder, before it is held for the wrong one."""


class CocoDataset(MaskDataset):
    """The images and objects of a COCO file.

    Crowd regions (`iscrowd` = 1) are left out: they are not objects.

    Args:
        path: the file, or a folder with annotations.json, or with annotations/*.json.
        split: keep only images whose entry has this `split`, or the file of annotations/ that has
            it in its name; None keeps all.

    Raises:
        InputError: there is no such file, the split has no image, or the images are not found.
        FormatError: the file is not COCO.
    """

    def __init__(self, path: str | Path, split: str | None = None) -> None:
        file, by_name = _find_file(Path(path), split)
        index = CocoIndex(file)
        self._index = index
        self._ids = list(index.images)
        if split is not None and not by_name:
            self._ids = [i for i in index.images if index.splits.get(i) == split]
        if not self._ids:
            known = set(index.splits.values())
            wanted = f" whose split is '{split}'; {did_you_mean(split, known)}" if split else ""
            raise InputError(f"{file} has no image{wanted or '; export it again'}")
        self._folder = _find_images(file, [self.name(i) for i in range(len(self._ids))])
        self._source = _whole(file).name

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def left_out(self) -> tuple[LeftOutItems, ...]:
        """What the file holds about these images that is not used."""
        return self._index.left_out(set(self._ids))

    def name(self, index: int) -> str:
        """Return the `file_name` of the image."""
        return self._index.images[self._ids[index]].file_name

    def source(self, index: int) -> str:
        """Return the name of the folder of the data set."""
        return self._source

    def image_bytes(self, index: int) -> bytes:
        """Read the image file."""
        return (self._folder / self.name(index)).read_bytes()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Return the objects of the image that are no crowds."""
        return self._index.annotations(self._ids[index])

    def record(self, index: int) -> ImageRecord:
        """Return image `index` with all that the file tells, parents included."""
        with self._naming(index):
            size = image_size(self.image_bytes(index))
            told = self._index.record(self._ids[index])
            if told.size != size:
                raise FormatError(
                    f"it has {size} pixels (height, width), the annotation file says {told.size}; "
                    "correct one of them"
                )
        return told


def is_coco(path: Path) -> bool:
    """Say whether a path is a json that is no list, or a folder with one in the usual places."""
    if path.is_file():
        return path.suffix == ".json" and not fields.is_json_list(path)
    return any((path / name).is_file() for name in WHOLE_FILES) or bool(object_files(path))


def _find_file(path: Path, split: str | None) -> tuple[Path, bool]:
    """Find the json file, and say whether its name chose the split."""
    if not path.is_dir():
        if not path.is_file():
            raise InputError(f"{path} does not exist; pass a COCO file or the folder that holds it")
        return path, False
    for name in WHOLE_FILES:
        if (path / name).is_file():
            return path / name, False
    files = object_files(path)
    chosen = [file for file in files if split is None or split in file.stem]
    if len(chosen) == 1:
        return chosen[0], split is not None
    if not files:
        raise InputError(
            f"{path / WHOLE_FILES[0]} does not exist; pass the folder that holds it and images/"
        )
    names = ", ".join(file.name for file in files)
    raise InputError(
        f"{path / 'annotations'} has {len(chosen)} files for split {split!r} among {names}; pass "
        "the file, or a split that occurs in one name only"
    )


def object_files(folder: Path) -> list[Path]:
    """List the files of annotations/ that hold objects."""
    files = sorted((folder / "annotations").glob("*.json"))
    return [file for file in files if not file.stem.startswith(OTHER_TASKS)]


def _whole(file: Path) -> Path:
    """Return the folder of the data set that a file describes."""
    return file.parent.parent if file.parent.name == "annotations" else file.parent


def _find_images(file: Path, names: Sequence[str]) -> Path:
    """Find the folder to which the names of images relate; it is one of the data set."""
    whole = _whole(file)
    split = file.stem.rpartition("_")[2]  # instances_val2017.json belongs to val2017/
    folders = [file.parent / "images", file.parent]
    if whole != file.parent:
        folders += [whole / "images" / split, whole / split, whole / "images", whole]
    for folder in folders:
        if any((folder / name).is_file() for name in names[:PROBED]):
            return folder
    raise InputError(
        f"none of the images of {file} is there, not even {folders[0] / names[0]}; put them into "
        "images/ beside it"
    )

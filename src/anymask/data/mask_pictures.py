"""A folder of images/ and a folder of masks/ beside it: the simplest form, drawn with any program.

images/NAME.jpg belongs either to masks/NAME.png, a picture in which every value or colour but 0 is
an object, or to the pictures in masks/NAME/, one object each, where it is not black; labels.png in
there is a view for people and left alone.
"""

from collections.abc import Sequence
from pathlib import Path

from anymask.data.annotation import Annotation
from anymask.data.dataset import MaskDataset
from anymask.data.left_out import LeftOutItems
from anymask.data.png import LABELS
from anymask.errors import InputError
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.geometry.run_labels import split_labels
from anymask.storage.images import SUFFIXES
from anymask.storage.labels import open_labels

UNLABELLED = "images that have no picture in masks/"
PICTURES = (".png", ".tif", ".tiff", ".bmp")


def is_mask_pictures(folder: Path) -> bool:
    """Say whether a folder has images/ and masks/."""
    return (folder / "images").is_dir() and (folder / "masks").is_dir()


class MaskPictures(MaskDataset):
    """The images of a folder that have masks drawn for them.

    Args:
        folder: with images/ and masks/, both with the same sub-folders, if any.
        split: keep only the images of this sub-folder; None keeps all.

    Raises:
        InputError: there is no such sub-folder, or no image has masks.
    """

    def __init__(self, folder: str | Path, split: str | None = None) -> None:
        self._folder = Path(folder)
        root = self._folder / "images"
        inside = root if split is None else root / split
        if not inside.is_dir():
            raise InputError(f"{folder} has no split '{split}': there is no folder images/{split}")
        images = [path for path in inside.rglob("*") if path.suffix.lower() in SUFFIXES]
        relative = sorted(path.relative_to(root) for path in images)
        self._images = [path for path in relative if self._pictures(path)]
        labelled = set(self._images)
        self._unlabelled = [path.as_posix() for path in relative if path not in labelled]
        if not self._images:
            raise InputError(f"{folder} has no images/NAME.jpg that belongs to a masks/NAME.png")

    def __len__(self) -> int:
        return len(self._images)

    @property
    def left_out(self) -> tuple[LeftOutItems, ...]:
        """Images that have no picture in masks/."""
        places = self._unlabelled
        return (LeftOutItems.of(UNLABELLED, places),) if places else ()

    def name(self, index: int) -> str:
        """Return the path of the image below images/."""
        return self._images[index].as_posix()

    def source(self, index: int) -> str:
        """Return the name of the folder."""
        return self._folder.name

    def image_bytes(self, index: int) -> bytes:
        """Read the image."""
        return (self._folder / "images" / self._images[index]).read_bytes()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Read the objects by number, or by the name of their picture."""
        pictures = self._pictures(self._images[index])
        found = [split_labels(open_labels(path.read_bytes(), path.name)) for path in pictures]
        if pictures[0].parent == (self._folder / "masks" / self._images[index]).parent:
            masks = [mask for label, mask in found[0].items() if label != 0]
        else:
            masks = [_all_but_black(values) for values in found]
        return [{"segmentation": mask, "area": rle.area(mask)} for mask in masks]

    def _pictures(self, image: Path) -> list[Path]:
        """Find the label map of an image, or the pictures of its masks."""
        stem = self._folder / "masks" / image.with_suffix("")
        maps = [stem.with_name(stem.name + suffix) for suffix in PICTURES]
        present = [path for path in maps if path.is_file()]
        if present:
            return present[:1]
        inside = sorted(stem.iterdir()) if stem.is_dir() else []
        return [p for p in inside if p.suffix.lower() in PICTURES and p.name != LABELS]


def _all_but_black(values: dict[int, Rle]) -> Rle:
    """Join the masks of all values but 0; of a picture that is black all over, an empty mask."""
    size = next(iter(values.values())).size
    coloured = [mask for label, mask in values.items() if label != 0]
    return rle.union(coloured) if coloured else Rle(size, [size[0] * size[1]])

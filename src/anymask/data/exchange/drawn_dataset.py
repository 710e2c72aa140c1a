"""Images with shapes drawn in a labelling tool, or traced by it: labelme, CVAT, Label Studio, YOLO.

One finder per tool lists the images of a folder and how to read what was drawn in each; the rest is
the same for all of them and stands here. Shapes are read when they are asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anymask.data.annotation import Annotation
from anymask.data.broken import BrokenSampleError
from anymask.data.dataset import MaskDataset
from anymask.data.exchange.drawn import Drawing
from anymask.data.left_out import LeftOutItems
from anymask.errors import ConfigurationError, InputError, did_you_mean
from anymask.shapes import Size
from anymask.storage.images import image_size


@dataclass(frozen=True)
class DrawnImage:
    """One image of a set and how to read it; both functions can be pickled.

    Attributes:
        name: of the image, for messages and reports.
        content: reads the image, still encoded.
        drawing: reads the shapes of an image of a size (height, width).
        splits: the parts of the set that it belongs to.
    """

    name: str
    content: Callable[[], bytes]
    drawing: Callable[[Size], Drawing]
    splits: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DrawnSet:
    """What a finder found.

    Attributes:
        path: what was opened, for messages.
        source: the name of the set.
        images: its images.
        left_out: what was not used: reason -> places.
    """

    path: Path
    source: str
    images: Sequence[DrawnImage]
    left_out: dict[str, list[str]] = field(default_factory=dict)


class DrawnDataset(MaskDataset):
    """The images of a set and their objects.

    Args:
        found: what lies on disk.
        split: keep only this part; None keeps all.

    Raises:
        InputError: there is no image, or none of that split.
        ConfigurationError: `split` is given for a set without splits.
    """

    def __init__(self, found: DrawnSet, split: str | None = None) -> None:
        known = {name for image in found.images for name in image.splits}
        if split is not None and not known:
            raise ConfigurationError(
                f"split is '{split}', but {found.path} has none; leave it away"
            )
        if split is not None and split not in known:
            raise InputError(f"{found.path} has no split '{split}'; {did_you_mean(split, known)}")
        if not found.images:
            reasons = "; ".join(map(str, _listed(found.left_out)))
            raise InputError(f"{found.path} has no labelled image{reasons and ': '}{reasons}")
        self._found = found
        self._images = [one for one in found.images if split is None or split in one.splits]

    def __len__(self) -> int:
        return len(self._images)

    @property
    def left_out(self) -> tuple[LeftOutItems, ...]:
        """What lies there and is not used, by reason; reads the shapes of all images."""
        places = defaultdict(list, {why: [*each] for why, each in self._found.left_out.items()})
        for index, image in enumerate(self._images):
            try:
                drawing = self._drawing(index)
            except BrokenSampleError:
                continue  # told when the image is asked for
            for reason in drawing.left_out:
                places[reason].append(image.name)
        return _listed(places)

    def name(self, index: int) -> str:
        """Return the name of the image."""
        return self._images[index].name

    def source(self, index: int) -> str:
        """Return the name of the set."""
        return self._found.source

    def image_bytes(self, index: int) -> bytes:
        """Read the image."""
        return self._images[index].content()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Read the objects; shapes of one group are one object."""
        size = image_size(self.image_bytes(index))
        return self._images[index].drawing(size).annotations(size)

    def _drawing(self, index: int) -> Drawing:
        with self._naming(index):
            return self._images[index].drawing(image_size(self.image_bytes(index)))


def read_image(path: Path | None, told: str) -> bytes:
    """Read an image file; what `DrawnImage.content` is, given the rest.

    Args:
        path: where it lies; None where it was not found.
        told: how the annotation file calls it.

    Raises:
        InputError: there is none.
        OSError: as the system says.
    """
    if path is None:
        raise InputError(f"no file of the set is its image '{told}'; copy it into images/")
    return path.read_bytes()


def _listed(places: dict[str, list[str]]) -> tuple[LeftOutItems, ...]:
    return tuple(LeftOutItems.of(reason, each) for reason, each in places.items())

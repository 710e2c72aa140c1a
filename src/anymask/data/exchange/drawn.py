"""Shapes as labelling tools keep them, and how they become objects.

labelme, CVAT and Label Studio list shapes; several may be parts of one object. Their readers and
that of YOLO give a `Drawing` per image, and name in it what is no area.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from anymask.data.annotation import Annotation
from anymask.data.exchange.outlines import Ring
from anymask.data.rings import FARTHEST, fill_rings
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size

TOO_FEW_CORNERS = "outlines of fewer than three corners"
LINES_AND_POINTS = "lines and points"


@dataclass(frozen=True)
class Shape:
    """An area that somebody drew, or a program.

    Attributes:
        area: a ring of corners, or a mask of the whole image.
        label: the name of what it shows.
        group: shapes of one label and one group are parts of one object; None stands alone.
        score: how sure the program was that drew it, about 0 to 1.
    """

    area: Ring | Rle
    label: str | None = None
    group: int | None = None
    score: float | None = None


@dataclass(frozen=True)
class Drawing:
    """What a file says about one image.

    Attributes:
        shapes: its areas, in the order of the file.
        left_out: why something was left out, once for each such thing.
    """

    shapes: tuple[Shape, ...]
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Shape | str]) -> "Drawing":
        """Tell shapes from the reasons why there is none."""
        everything = list(found)
        return cls(
            tuple(each for each in everything if isinstance(each, Shape)),
            tuple(each for each in everything if isinstance(each, str)),
        )

    def annotations(self, size: Size) -> list[Annotation]:
        """Join the shapes of one group; objects come in the order of their first shapes.

        Args:
            size: (height, width) of the image.

        Raises:
            FormatError: a ring cannot be filled; only where rings and masks are joined, rings
                alone are filled later.
        """
        objects: dict[object, list[Shape]] = {}
        for index, shape in enumerate(self.shapes):
            alone = ("alone", index)
            key = alone if shape.group is None else (shape.label, shape.group)
            objects.setdefault(key, []).append(shape)
        return [_annotation(parts, size) for parts in objects.values()]


def _annotation(parts: Sequence[Shape], size: Size) -> Annotation:
    scores = [part.score for part in parts if part.score is not None]
    return {
        "segmentation": _segmentation(parts, size),
        "area": sum(_area(part.area) for part in parts),
        "category": parts[0].label,
        "predicted_iou": min(scores) if scores else None,
    }


def _area(area: Ring | Rle) -> float:
    """Measure an area without filling it: exact for masks, as good as need be for drawing lots."""
    if isinstance(area, Rle):
        return float(rle.area(area))
    corners = np.clip(np.array(area).reshape(-1, 2), -FARTHEST, FARTHEST)
    before = np.roll(corners, 1, axis=0)
    return float(abs((before[:, 0] * corners[:, 1] - corners[:, 0] * before[:, 1]).sum()) / 2)


def _segmentation(parts: Sequence[Shape], size: Size) -> Rle | list[Ring]:
    """Leave rings to whoever needs them filled; join them only when there are masks too."""
    rings = [part.area for part in parts if isinstance(part.area, list)]
    masks = [part.area for part in parts if isinstance(part.area, Rle)]
    if not masks:
        return rings
    if rings:
        masks.append(fill_rings(rings, size))
    return rle.union(masks) if len(masks) > 1 else masks[0]

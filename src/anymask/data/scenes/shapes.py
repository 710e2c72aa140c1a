"""Filled outlines in a synthetic scene, and their pixels.

A shape is drawn in its own frame (within about one unit of the origin, `outlines.py`), then placed
in the picture by a composer and filled by the renderer.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float
from numpy import ndarray
from PIL import Image, ImageDraw

Points = Float[ndarray, "_ 2"]
"""Corners in order, (x, y); the last is joined to the first."""

TURN = 2 * np.pi


@dataclass(frozen=True, eq=False)
class Shape:
    """A closed outline and the outlines of its holes."""

    outline: Points
    holes: tuple[Points, ...] = ()

    def mapped(self, matrix: Float[ndarray, "2 2"], offset: Float[ndarray, "2"]) -> "Shape":
        """Send each corner (a row vector) through `corner @ matrix + offset`."""
        holes = tuple(hole @ matrix + offset for hole in self.holes)
        return Shape(self.outline @ matrix + offset, holes)

    def placed(
        self, centre: tuple[float, float], radius: float, angle: float, squash: float
    ) -> "Shape":
        """Squash the shape across its x axis, scale it by `radius`, turn it and move it.

        Args:
            centre: (x, y) where the origin goes.
            radius: length of one unit afterwards.
            angle: turn in radians, from x towards y.
            squash: factor on y before turning.
        """
        cosine, sine = radius * np.cos(angle), radius * np.sin(angle)
        matrix = np.array([[cosine, sine], [-sine * squash, cosine * squash]])
        return self.mapped(matrix, np.array(centre))


@dataclass(frozen=True, eq=False)
class Patch:
    """The pixels of a shape inside a window of the picture."""

    top: int
    left: int
    mask: Bool[ndarray, "h w"]

    @property
    def window(self) -> tuple[slice, slice]:
        """Rows and columns of the picture that `mask` covers."""
        height, width = self.mask.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)


def rasterise(shape: Shape, side: int) -> Patch | None:
    """Return the pixels of a shape in a picture of (side, side), or None if it lies outside.

    >>> square = Shape(np.array([[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0]]))
    >>> patch = rasterise(square, 8)
    >>> patch.top, patch.left, patch.mask.shape
    (1, 1, (2, 2))
    """
    left, top = np.maximum(np.floor(shape.outline.min(0)), 0).astype(int).tolist()
    right, bottom = np.minimum(np.ceil(shape.outline.max(0)), side).astype(int).tolist()
    if left >= right or top >= bottom:
        return None
    image = Image.new("L", (right - left, bottom - top))
    draw = ImageDraw.Draw(image)
    # Pillow counts from pixel centres.
    origin = np.array([left + 0.5, top + 0.5])
    draw.polygon((shape.outline - origin).ravel().tolist(), fill=1)
    for hole in shape.holes:
        draw.polygon((hole - origin).ravel().tolist(), fill=0)
    return Patch(top, left, np.asarray(image).view(bool))

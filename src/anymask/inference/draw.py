"""Pictures for people: masks as soft fills with crisp contours, clicks as ringed dots, boxes.

The command line and `Masks.draw` use it. Lines and dots grow with the picture, so that a thumbnail
and a hundred-megapixel scan read the same; only numpy and the windows around masks are touched.
"""

import colorsys
from collections.abc import Sequence

import numpy as np
from jaxtyping import Bool, UInt8
from scipy import ndimage

from anymask.errors import InputError
from anymask.geometry import rle
from anymask.geometry.rle import Rle

Colour = tuple[int, int, int]
Point = Sequence[float | int]
"""Coordinates in pixels: (x, y) of a point, or the four of a box."""

GOLDEN_RATIO = 0.618033988749895
TONES = ((0.72, 1.0), (0.9, 0.85), (0.5, 1.0))
"""Saturation and value that consecutive colours take in turn."""

POSITIVE, NEGATIVE, BOX = (36, 200, 90), (235, 50, 60), (255, 220, 60)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def colour_of(index: int) -> Colour:
    """Give mask `index` its colour: neighbours in the order differ, and it never changes.

    >>> colour_of(0) == colour_of(0) != colour_of(1)
    True
    """
    saturation, value = TONES[index % len(TONES)]
    hue = (0.58 + index * GOLDEN_RATIO) % 1
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(255 * red), round(255 * green), round(255 * blue)


def draw_masks(
    image: UInt8[np.ndarray, "H W 3"],
    masks: Sequence[Rle],
    *,
    points: Sequence[Point] = (),
    labels: Sequence[int] | None = None,
    boxes: Sequence[Point] = (),
    opacity: float = 0.45,
) -> UInt8[np.ndarray, "H W 3"]:
    """Draw masks, and the prompts that made them, over an image.

    Args:
        image: RGB.
        masks: of the image's size; smaller ones lie on top.
        points: clicks (x, y) in pixels.
        labels: 1 or 0 for each point: green or red; all green if left out.
        boxes: (x0, y0, x1, y1) in pixels.
        opacity: of the fills, 0 to 1.

    Returns:
        A new picture of the same size.

    Raises:
        InputError: a mask of another size than the image.
    """
    picture = image.copy()
    height, width = image.shape[:2]
    line = line_width((height, width))
    areas = [rle.area(mask) for mask in masks]
    for index in sorted(range(len(masks)), key=lambda i: -areas[i]):
        if masks[index].size != (height, width):
            raise InputError(
                f"mask {index} is of {masks[index].size} (height, width) but the picture of "
                f"{(height, width)}; draw over the image that was segmented"
            )
        _draw_mask(picture, image, masks[index], colour_of(index), opacity, line)
    for box in boxes:
        _draw_box(picture, box, line)
    for point, label in zip(points, labels or [1] * len(points), strict=True):
        _draw_dot(picture, point, POSITIVE if label else NEGATIVE, radius=3.0 * line)
    return picture


def line_width(size: tuple[int, int]) -> int:
    """Choose the width of a contour in pixels for a picture of (height, width)."""
    return max(1, round(max(size) / 500))


def _draw_mask(
    picture: np.ndarray, image: np.ndarray, mask: Rle, colour: Colour, opacity: float, line: int
) -> None:
    """Fill a mask softly from the untouched image and draw its contour inside its edge."""
    x0, y0, x1, y1 = rle.box(mask)
    if x0 == x1:
        return
    inside = rle.decode(mask)[y0:y1, x0:x1].numpy()
    contour = inside & ~_eroded(inside, line)
    target, source = picture[y0:y1, x0:x1], image[y0:y1, x0:x1]
    levels = np.arange(256)
    for channel, tint in enumerate(colour):
        blend = np.round(levels * (1 - opacity) + tint * opacity).astype(np.uint8)
        np.copyto(target[..., channel], blend[source[..., channel]], where=inside)
        np.copyto(target[..., channel], np.uint8(tint), where=contour)


def _eroded(mask: Bool[np.ndarray, "h w"], width: int) -> Bool[np.ndarray, "h w"]:
    """Take `width` pixels off the edge of a mask; beyond the window there is background."""
    shrunk = mask.view(np.uint8)
    for axis in (0, 1):
        shrunk = ndimage.minimum_filter1d(shrunk, 2 * width + 1, axis=axis, mode="constant", cval=0)
    return shrunk.view(np.bool_)


def _draw_box(picture: np.ndarray, box: Point, line: int) -> None:
    """Draw a frame of `line` pixels just inside a box."""
    height, width = picture.shape[:2]
    x0, x1 = (min(max(round(x), 0), width) for x in (box[0], box[2]))
    y0, y1 = (min(max(round(y), 0), height) for y in (box[1], box[3]))
    inner_x0, inner_x1 = min(x0 + line, x1), max(x1 - line, x0)
    inner_y0, inner_y1 = min(y0 + line, y1), max(y1 - line, y0)
    picture[y0:inner_y0, x0:x1] = BOX
    picture[inner_y1:y1, x0:x1] = BOX
    picture[y0:y1, x0:inner_x0] = BOX
    picture[y0:y1, inner_x1:x1] = BOX


def _draw_dot(picture: np.ndarray, point: Point, colour: Colour, radius: float) -> None:
    """Draw a smooth dot with a white ring and a thin dark rim around it."""
    reach = 1.7 * radius + 1
    x0, y0 = (max(0, int(centre - reach)) for centre in point)
    x1, y1 = (int(centre + reach) + 1 for centre in point)
    window = picture[y0:y1, x0:x1]
    rows = np.arange(window.shape[0])[:, None] + y0 + 0.5
    columns = np.arange(window.shape[1])[None, :] + x0 + 0.5
    distance = np.hypot(columns - point[0], rows - point[1])
    for disc, size in ((BLACK, 1.7 * radius), (WHITE, 1.5 * radius), (colour, radius)):
        cover = np.clip(size + 0.5 - distance, 0, 1)[..., None]
        cover = cover * (0.5 if disc == BLACK else 1.0)
        window[...] = np.round(window * (1 - cover) + np.array(disc) * cover).astype(np.uint8)

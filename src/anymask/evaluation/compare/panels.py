"""The pictures of a case: what was meant, and for each contender what is right and what is wrong.

All panels of a case show the same window of the photo. The first has the true outline; the others
lie on a grey copy, so that the colours of right, missed and too much are never those of the photo.
"""

import io
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, UInt8
from PIL import Image, ImageDraw
from scipy import ndimage

from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size

Colour = tuple[int, int, int]
Pixel = tuple[int, int]
"""(column, row) in the image."""
Window = tuple[int, int, int, int]
"""(x0, y0, x1, y1) in pixels of the image, half-open."""

RIGHT, MISSED, SURPLUS = (60, 150, 255), (255, 60, 110), (255, 190, 30)
"""Told apart by all common kinds of colour vision; the page's legend has the same."""
LINE: Colour = (255, 255, 255)
RIM: Colour = (20, 20, 20)
CLICK: Colour = (36, 200, 90)
DOT = ((8, RIM), (7, LINE), (5, CLICK))
"""A click: discs on top of each other, radius in pixels of the panel and colour."""

SIDE = 320
"""The longer side of a panel in pixels."""
CONTEXT = 1.7
"""The window is so much wider than the object."""
LEAST = 48
"""But no narrower than this, in pixels of the image."""
OPACITY = 0.55
QUALITY = 85


@dataclass(frozen=True, eq=False)
class Stage:
    """The window of a photo that all panels of a case show.

    Attributes:
        photo: the window, scaled.
        truth: what was meant there.
        window: where it lies in the image.
    """

    photo: UInt8[np.ndarray, "h w 3"]
    truth: Bool[np.ndarray, "h w"]
    window: Window

    @classmethod
    def around(cls, pixels: UInt8[np.ndarray, "H W 3"], truth: Rle) -> "Stage":
        """Cut out an object with what surrounds it."""
        window = window_around(rle.box(truth), truth.size)
        x0, y0, x1, y1 = window
        crop = Image.fromarray(pixels[y0:y1, x0:x1])
        scale = SIDE / max(crop.size)
        size = (max(1, round(crop.width * scale)), max(1, round(crop.height * scale)))
        photo = np.asarray(crop.resize(size, Image.Resampling.BICUBIC))
        return cls(photo, _scaled(truth, window, photo.shape[:2]), window)

    def draw_truth(self) -> UInt8[np.ndarray, "h w 3"]:
        """Draw the outline of what was meant on the photo."""
        return _outlined(self.photo, self.truth)

    def draw_answer(self, answer: Rle, click: Pixel | None = None) -> UInt8[np.ndarray, "h w 3"]:
        """Colour what is right, missed and too much; the true outline and the click on top."""
        said = _scaled(answer, self.window, self.truth.shape)
        grey = np.asarray(Image.fromarray(self.photo).convert("L"))
        picture = np.repeat(grey[..., None], 3, axis=2)
        for part, colour in (
            (self.truth & said, RIGHT),
            (self.truth & ~said, MISSED),
            (~self.truth & said, SURPLUS),
        ):
            blend = picture[part] * (1 - OPACITY) + np.array(colour) * OPACITY
            picture[part] = np.round(blend).astype(np.uint8)
        outlined = _outlined(picture, self.truth)
        return outlined if click is None else self._with_dot(outlined, click)

    def _with_dot(
        self, picture: UInt8[np.ndarray, "h w 3"], click: Pixel
    ) -> UInt8[np.ndarray, "h w 3"]:
        """Draw a click in the middle of its pixel."""
        x0, y0, x1, y1 = self.window
        height, width = self.truth.shape
        centre = (
            (click[0] + 0.5 - x0) * width / (x1 - x0),
            (click[1] + 0.5 - y0) * height / (y1 - y0),
        )
        canvas = Image.fromarray(picture)
        for radius, colour in DOT:
            ImageDraw.Draw(canvas).circle(centre, radius, fill=colour)
        return np.asarray(canvas)


def window_around(box: Window, size: Size) -> Window:
    """Choose a window around a box: square where the image has the room.

    >>> window_around((40, 40, 60, 50), (100, 100))
    (26, 21, 74, 69)
    """
    x0, y0, x1, y1 = box
    side = max(LEAST, round(CONTEXT * max(x1 - x0, y1 - y0)))
    left, width = _span((x0 + x1) / 2, side, size[1])
    top, height = _span((y0 + y1) / 2, side, size[0])
    return left, top, left + width, top + height


def encode_jpeg(picture: UInt8[np.ndarray, "h w 3"]) -> bytes:
    """Compress a panel; outlines keep their colours."""
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "JPEG", quality=QUALITY, subsampling=0)
    return stream.getvalue()


def _span(centre: float, length: int, room: int) -> tuple[int, int]:
    """Place a stretch around a centre, moved and cut to lie within 0 and `room`."""
    length = min(length, room)
    return min(max(round(centre - length / 2), 0), room - length), length


def _scaled(mask: Rle, window: Window, shape: Size) -> Bool[np.ndarray, "h w"]:
    """Cut a window out of a mask and scale it with smooth edges."""
    x0, y0, x1, y1 = window
    cut = rle.decode(rle.crop(mask, (x0, y0), (y1 - y0, x1 - x0))).numpy()
    cover = Image.fromarray(cut.view(np.uint8) * 255)
    return np.asarray(cover.resize(shape[::-1], Image.Resampling.BILINEAR)) > 127


def _outlined(
    picture: UInt8[np.ndarray, "h w 3"], mask: Bool[np.ndarray, "h w"]
) -> UInt8[np.ndarray, "h w 3"]:
    """Draw a white line just inside the edge of a mask, and a dark rim just outside."""
    drawn = picture.copy()
    drawn[ndimage.binary_dilation(mask) & ~mask] = RIM
    drawn[mask & ~ndimage.binary_erosion(mask, iterations=2, border_value=1)] = LINE
    return drawn

"""The rounds of a project as bars: masks per image, seconds and clicks per mask, IoU of the model.

`anymask engine status --pictures` writes it. These are the measures by which "Segment Anything",
section 4, tells how its engine came on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFont

from anymask.engine.stages import STAGES
from anymask.engine.statistics import Labelled
from anymask.inference.draw import Colour

PANEL = (520, 260)
"""Width and height of each of four panels in pixels."""
MARGIN, HEAD = 40, 56
INK, PAPER = (40, 44, 52), (255, 255, 255)
COLOURS: dict[str, Colour] = dict(
    zip(STAGES, ((66, 120, 200), (60, 160, 100), (200, 120, 50)), strict=True)
)
WIDEST_BAR = 64


@dataclass(frozen=True)
class Panel:
    """A measure.

    Attributes:
        title: over the panel.
        values: of each line; None: not known.
        digits: after the point.
    """

    title: str
    values: tuple[float | None, ...]
    digits: int


def draw_rounds(lines: Sequence[Labelled], title: str) -> UInt8[np.ndarray, "H W 3"]:
    """Draw a page of four panels, a bar for each line, in the colour of its stage.

    Args:
        lines: what was labelled, in the order of rounds.
        title: stands at the top, e.g. the name of the project.
    """
    width, height = PANEL
    page = Image.new("RGB", (2 * width, 2 * height + HEAD), PAPER)
    pen = ImageDraw.Draw(page)
    _write(pen, (MARGIN // 2, 10), title, size=16)
    left = MARGIN // 2
    for stage, colour in COLOURS.items():
        pen.rectangle((left, 36, left + 12, 48), fill=colour)
        _write(pen, (left + 18, 35), stage)
        left += 180
    for number, panel in enumerate(panels_of(lines)):
        corner = (number % 2 * width, HEAD + number // 2 * height)
        _draw_panel(pen, corner, panel, lines)
    return np.array(page)


def panels_of(lines: Sequence[Labelled]) -> list[Panel]:
    """Return the four measures of the page."""
    return [
        Panel("masks per image", tuple(line.masks_per_image for line in lines), 1),
        Panel("seconds per mask", tuple(line.seconds_per_mask for line in lines), 1),
        Panel("clicks per mask", tuple(line.clicks_per_mask for line in lines), 2),
        Panel("IoU of the model after one click", tuple(line.iou for line in lines), 3),
    ]


def _draw_panel(
    pen: ImageDraw.ImageDraw, corner: tuple[int, int], panel: Panel, lines: Sequence[Labelled]
) -> None:
    """Draw a bar for each line, its value above and its round below."""
    x, y = corner[0] + MARGIN, corner[1] + MARGIN
    width, height = PANEL[0] - 2 * MARGIN, PANEL[1] - 2 * MARGIN
    _write(pen, (x, corner[1] + 8), panel.title)
    most = max((value for value in panel.values if value), default=1.0)
    step = min(WIDEST_BAR, width / max(1, len(lines)))
    for index, (value, line) in enumerate(zip(panel.values, lines, strict=True)):
        left = x + index * step
        _write(pen, (round(left), y + height + 6), str(line.round))
        if value is None:
            continue
        top = y + height - round((height - 16) * value / most)
        pen.rectangle((left, top, left + 0.8 * step, y + height), fill=COLOURS[line.stage])
        _write(pen, (round(left), top - 15), f"{value:.{panel.digits}f}")
    pen.line((x, y + height, x + width, y + height), fill=INK)


def _write(pen: ImageDraw.ImageDraw, place: tuple[int, int], text: str, size: int = 12) -> None:
    pen.text(place, text, fill=INK, font=ImageFont.load_default(size))

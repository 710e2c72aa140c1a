"""The line of a table that is about an object, found by its box.

Open Images MIAP tells who is seen in boxes and has masks elsewhere; "Segment Anything" (appendix C)
joins the two where box and mask agree within a margin of one percent.
"""

from collections.abc import Sequence

BoxShare = tuple[float, float, float, float]
"""(x0, y0, x1, y1) in shares of the image's width and height."""

MARGIN = 0.01
"""How far each side may lie from that of the mask, in shares of the image."""


def closest_box(
    box: BoxShare, candidates: Sequence[BoxShare | None], margin: float = MARGIN
) -> int | None:
    """Find the box each of whose sides lies within the margin.

    Args:
        box: of a mask.
        candidates: boxes of a table; None where a line has none.
        margin: the farthest a side may lie off.

    Returns:
        The place of the closest, by its farthest side; None if there is none.

    >>> closest_box((0.1, 0.1, 0.5, 0.5), [None, (0.2, 0.1, 0.5, 0.5), (0.1, 0.105, 0.5, 0.5)])
    2
    """
    reaches = [
        (max(abs(a - b) for a, b in zip(box, candidate, strict=True)), place)
        for place, candidate in enumerate(candidates)
        if candidate is not None
    ]
    reach, place = min(reaches, default=(margin, -1))
    return place if place >= 0 and reach <= margin else None

"""Where an object was clicked, worked out again from the settings of a report.

Rows keep answers, not clicks: the published policies click in the middle, which follows from the
object alone. Clicks that were drawn at random are not told.
"""

from collections.abc import Mapping

import numpy as np

from anymask.errors import ConfigurationError
from anymask.evaluation.compare.panels import Pixel
from anymask.evaluation.points.policy import ClickPolicy
from anymask.geometry import rle
from anymask.geometry.rle import Rle

CENTRE = "centre"


def first_click(settings: Mapping[str, object], truth: Rle) -> Pixel | None:
    """Find the first click on an object.

    Args:
        settings: of a report of the task "points".
        truth: the object, not empty.

    Returns:
        (column, row) of the pixel; None where the settings do not tell it.

    >>> square = Rle((5, 5), [0, 25])
    >>> first_click({"first_click": "centre", "distance": "euclidean", "padding": True}, square)
    (2, 2)
    """
    if settings.get("first_click") != CENTRE:
        return None
    try:
        policy = ClickPolicy().change(
            distance=str(settings["distance"]), padding=bool(settings["padding"])
        )
    except (KeyError, ConfigurationError):  # a report of another version
        return None
    click = policy.first_click(rle.decode(truth), np.random.default_rng(0))
    return click.column, click.row

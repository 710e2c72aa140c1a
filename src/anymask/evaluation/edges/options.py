"""How edges are drawn and compared: by default as published.

BSDS500 looks at 99 thresholds and matches pixels within 0.0075 of the image's diagonal. "Segment
Anything" (section 7.2, appendix D.2) draws with a grid of 16 x 16 points, all three masks of each,
no filter but suppression of duplicates at a box IoU of 0.7. What the outer boundary of a mask is,
which it keeps, the paper leaves open: it is an option here.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from jaxtyping import Float

from anymask.errors import ConfigurationError, did_you_mean

Border = Literal["outside", "both"]
"""Which pixels along a mask's border may be edges: those just outside it, or on both sides."""


@dataclass(frozen=True)
class EdgeOptions:
    """What is asked of a method that draws edges, and how the answer is looked at.

    Attributes:
        thresholds: how many, at equal distances between 0 and 1.
        max_distance: how far matched pixels may lie apart, as a share of the image's diagonal.
        points_per_side: of the grid of points that a model is prompted with, three masks each.
        nms_thresh: box IoU above which the mask with the lower predicted IoU goes.
        border: which pixels along a mask's border may be edges.
        suppression: thin the edges to ridges before they are cut at thresholds.

    Raises:
        ConfigurationError: a number out of range, an unknown border.
    """

    thresholds: int = 99
    max_distance: float = 0.0075
    points_per_side: int = 16
    nms_thresh: float = 0.7
    border: Border = "both"
    suppression: bool = True

    def __post_init__(self) -> None:
        for name, published in (("thresholds", 99), ("points_per_side", 16)):
            value = getattr(self, name)
            if value < 1:
                raise ConfigurationError(
                    f"{name} is {value}; pass 1 or more (published: {published})"
                )
        if not 0 < self.max_distance < 1:
            raise ConfigurationError(
                f"max_distance is {self.max_distance:g}; pass a share of the diagonal between 0 "
                "and 1 (published: 0.0075)"
            )
        if not 0 <= self.nms_thresh <= 1:
            raise ConfigurationError(
                f"nms_thresh is {self.nms_thresh:g}; pass a box IoU from 0 to 1 (published: 0.7)"
            )
        if self.border not in get_args(Border):
            raise ConfigurationError(
                f"border is {self.border!r}; {did_you_mean(self.border, get_args(Border))}"
            )

    @property
    def levels(self) -> Float[np.ndarray, "L"]:
        """The thresholds, rising. Edges as strong as a threshold count; a method whose edges depend
        on a threshold of its own may answer for just these.

        >>> EdgeOptions(thresholds=3).levels.tolist()
        [0.25, 0.5, 0.75]
        """
        return np.linspace(0, 1, self.thresholds + 2)[1:-1]

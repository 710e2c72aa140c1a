"""How many proposals are made of an image, and how they are ranked.

`published` is what "Segment Anything" (section 7.3 and appendix D.3) did: twice as many points per
side as everything mode has, hardly any suppression, no filter. `quick` asks a sixteenth of the
points, for laptops and for looking at a model while it trains.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from anymask.errors import ConfigurationError, did_you_mean

Ranking = Literal["mean", "predicted-iou", "stability"]
"""By what proposals are sorted: the mean of predicted IoU and stability, or one of them."""


@dataclass(frozen=True)
class ProposalOptions:
    """What is asked of a method that makes proposals.

    Attributes:
        points_per_side: of the grid of points that a model is prompted with, three masks each.
        nms_thresh: box IoU above which the mask with the lower predicted IoU goes.
        max_proposals: per image; those that rank lower are dropped.
        ranking: how they are ranked.

    Raises:
        ConfigurationError: a number below 1, a threshold outside 0 to 1, an unknown ranking.
    """

    points_per_side: int = 64
    nms_thresh: float = 0.9
    max_proposals: int = 1000
    ranking: Ranking = "mean"

    def __post_init__(self) -> None:
        for name in ("points_per_side", "max_proposals"):
            value = getattr(self, name)
            if value < 1:
                raise ConfigurationError(f"{name} is {value}; pass 1 or more")
        if not 0 <= self.nms_thresh <= 1:
            raise ConfigurationError(
                f"nms_thresh is {self.nms_thresh:g}; pass a box IoU from 0 to 1, such as 0.9"
            )
        if self.ranking not in get_args(Ranking):
            raise ConfigurationError(
                f"ranking is {self.ranking!r}; {did_you_mean(self.ranking, get_args(Ranking))}"
            )


PRESETS: dict[str, ProposalOptions] = {
    "published": ProposalOptions(),
    "quick": ProposalOptions(points_per_side=16),
}


def find_preset(name: str) -> ProposalOptions:
    """Look options up by the name of their preset.

    Raises:
        ConfigurationError: there is none of that name.

    >>> find_preset("quick").points_per_side
    16
    """
    if name not in PRESETS:
        raise ConfigurationError(
            f"no preset of proposals is called {name!r}; {did_you_mean(name, PRESETS)}"
        )
    return PRESETS[name]

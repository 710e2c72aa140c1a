"""Where a simulated annotator clicks: first on an object, then on what the answer got wrong.

The policy decides how well a model seems to do, so it is named in every report. Presets: that of
the evaluation of "Reviving Iterative Training with Mask Guidance for Interactive Segmentation"
(RITM), which later work took over, and those in the words of "Segment Anything" (appendix D.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor

from anymask.errors import ConfigurationError, did_you_mean
from anymask.geometry.distance import METRICS, Metric, inside_distance

FirstClick = Literal["centre", "random"]
"""The deepest pixel of the object, or any of them."""

NextClick = Literal["centre-of-part", "centre-of-error", "random-in-error"]
"""The deepest pixel of the missed part or of the part too many, whichever is deeper; the deepest
pixel of both taken as one region; any wrong pixel."""

FIRST_CLICKS: tuple[FirstClick, ...] = get_args(FirstClick)
NEXT_CLICKS: tuple[NextClick, ...] = get_args(NextClick)


@dataclass(frozen=True)
class Click:
    """A click on a pixel.

    Attributes:
        column, row: of the pixel, from 0.
        label: 1 on the object, 0 off it.
    """

    column: int
    row: int
    label: int


@dataclass(frozen=True)
class ClickPolicy:
    """Where clicks fall. The defaults are RITM's.

    Of several pixels that are equally deep, the first is clicked, row by row.

    Attributes:
        first: the first click on an object.
        next: each further click.
        distance: how depth is measured.
        padding: whether the image is framed by pixels that are outside every region; without them
            a region that touches the border is deepest at the border.

    Raises:
        ConfigurationError: a word that is not known.
    """

    first: FirstClick = "centre"
    next: NextClick = "centre-of-part"
    distance: Metric = "euclidean"
    padding: bool = True

    def __post_init__(self) -> None:
        for name, known in (
            ("first", FIRST_CLICKS),
            ("next", NEXT_CLICKS),
            ("distance", METRICS),
        ):
            value = getattr(self, name)
            if value not in known:
                raise ConfigurationError(
                    f"{name} is '{value}', which no policy does; {did_you_mean(value, known)}"
                )

    def change(
        self,
        first: str | None = None,
        next: str | None = None,
        distance: str | None = None,
        padding: bool | None = None,
    ) -> "ClickPolicy":
        """Take another word where one is given; the words are checked.

        >>> ClickPolicy().change(first="random").first
        'random'
        """
        given: dict[str, Any] = {
            "first": first,
            "next": next,
            "distance": distance,
            "padding": padding,
        }
        return replace(self, **{name: each for name, each in given.items() if each is not None})

    def first_click(self, truth: Bool[Tensor, "H W"], draws: np.random.Generator) -> Click:
        """Click on an object.

        Args:
            truth: the object, not empty.
            draws: source of all randomness.
        """
        if self.first == "random":
            return _click(_any_place(truth, draws), truth)
        return _click(int(self._depth(truth).argmax()), truth)

    def next_click(
        self,
        answer: Bool[Tensor, "H W"],
        truth: Bool[Tensor, "H W"],
        clicked: Iterable[Click],
        draws: np.random.Generator,
    ) -> Click | None:
        """Click on what is wrong.

        Args:
            answer: the mask so far.
            truth: the object.
            clicked: earlier clicks; their pixels are not clicked again.
            draws: source of all randomness.

        Returns:
            A click on the object where it was missed, off it where the answer is too much; none if
            no wrong pixel is left.

        >>> truth = torch.ones(3, 5, dtype=torch.bool)
        >>> ClickPolicy().next_click(~truth, truth, (), np.random.default_rng(0))
        Click(column=1, row=1, label=1)
        """
        free = torch.ones_like(truth)
        for click in clicked:
            free[click.row, click.column] = False
        wrong = (answer ^ truth) & free
        if not wrong.any():
            return None
        if self.next == "random-in-error":
            return _click(_any_place(wrong, draws), truth)
        # The pixels of earlier clicks still belong to their regions: they only cannot win.
        if self.next == "centre-of-error":
            return _click(int(self._depth(answer ^ truth).where(free, 0).argmax()), truth)
        missed = self._depth(truth & ~answer).where(free, 0)
        surplus = self._depth(answer & ~truth).where(free, 0)
        deeper = missed if missed.max() > surplus.max() else surplus  # a tie clicks off the object
        return _click(int(deeper.argmax()), truth)

    def _depth(self, region: Bool[Tensor, "H W"]) -> Float[Tensor, "H W"]:
        return inside_distance(region, self.padding, self.distance)


RITM = ClickPolicy()

POLICIES: dict[str, ClickPolicy] = {
    "ritm": RITM,
    "sam": ClickPolicy(next="centre-of-error"),
    "sam-random": ClickPolicy(first="random", next="centre-of-error"),
    "training": ClickPolicy(first="random", next="random-in-error"),
}
"""Policies by name; the last is that of SAM's training (appendix A)."""


def find_policy(name: str) -> ClickPolicy:
    """Return a policy by its name.

    Raises:
        ConfigurationError: there is none of that name.
    """
    if name not in POLICIES:
        raise ConfigurationError(
            f"there is no click policy '{name}'; {did_you_mean(name, POLICIES)}"
        )
    return POLICIES[name]


def _click(place: int, truth: Bool[Tensor, "H W"]) -> Click:
    """Click the pixel at a place, counted row by row; the label says what is there."""
    row, column = divmod(place, truth.shape[1])
    return Click(column, row, int(truth[row, column]))


def _any_place(region: Bool[Tensor, "H W"], draws: np.random.Generator) -> int:
    """Draw a pixel of a region, all being equally likely."""
    places = region.flatten().nonzero()[:, 0]
    return int(places[int(draws.integers(len(places)))])

"""The task "points": one click, one box, then more clicks on each labelled object.

Source: "Segment Anything", section 7.1 and appendix D.1: mean IoU of the most confident mask and of
the best of three, after 1, 2, 3, 5 and 9 clicks, per set and as the mean of sets. Beside it stands
the number of clicks (NoC) of the literature of interactive segmentation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from torch import Tensor

from anymask.errors import ConfigurationError, InputError
from anymask.evaluation.methods import Method
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.picture import Picture
from anymask.evaluation.points.noc import TARGETS, clicks_needed
from anymask.evaluation.points.policy import RITM, ClickPolicy
from anymask.evaluation.points.protocol import BOX, ORACLE, REGULAR, PointsProtocol, after
from anymask.evaluation.points.summary import ious_by_click, summarise
from anymask.evaluation.report import Measure
from anymask.evaluation.task import Summary
from anymask.geometry import rle

COLUMNS = (1, 2, 3, 5, 9)
"""The published numbers of clicks."""


@dataclass(frozen=True)
class PointsTask:
    """Mean IoU of simulated clicks and boxes, and the number of clicks that objects take.

    Attributes:
        columns: the numbers of clicks that tables show, rising; the first click and the box are
            always shown.
        max_clicks: on each object, for the curves and the number of clicks; None: as many as the
            last column. The published number of clicks allows 20.
        policy: where clicks fall.

    Raises:
        ConfigurationError: a number below 1, columns that do not rise, or fewer clicks than the
            last column.
    """

    columns: tuple[int, ...] = COLUMNS
    max_clicks: int | None = None
    policy: ClickPolicy = RITM
    name: str = "points"
    row_type: type[ObjectRow] = ObjectRow

    def __post_init__(self) -> None:
        if not self.columns or min(self.columns) < 1:
            raise ConfigurationError(f"clicks are {list(self.columns)}; pass numbers from 1 up")
        if list(self.columns) != sorted(set(self.columns)):
            raise ConfigurationError(f"clicks are {list(self.columns)}; pass rising numbers")
        if self.protocol.clicks < self.columns[-1]:
            raise ConfigurationError(
                f"max_clicks is {self.max_clicks}, but IoU after {self.columns[-1]} clicks is "
                f"asked for; pass {self.columns[-1]} or more, or leave it out"
            )

    @property
    def protocol(self) -> PointsProtocol:
        """How an image is asked about."""
        most = self.columns[-1] if self.max_clicks is None else self.max_clicks
        return PointsProtocol(self.policy, most)

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes the rows; columns do not, and may change between runs."""
        return {
            "max_clicks": self.protocol.clicks,
            "first_click": self.policy.first,
            "next_click": self.policy.next,
            "distance": self.policy.distance,
            "padding": self.policy.padding,
        }

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures in the order of columns.

        >>> [measure.heading for measure in PointsTask(columns=(1, 3)).measures().values()]
        ['1 click', 'best of 3', 'box', '3 clicks', 'NoC@85', 'NoC@90']
        """
        named = {REGULAR: Measure("1 click"), ORACLE: Measure("best of 3"), BOX: Measure("box")}
        later = [count for count in self.columns if count > 1]
        named |= {after(count): Measure(f"{count} clicks") for count in later}
        most = self.protocol.clicks
        if most > 1:
            named |= {_noc(each): Measure(f"NoC@{each}", False, span=most) for each in TARGETS}
        return named

    def score(self, method: Method, picture: Picture) -> ObjectRow:
        """Ask about the objects of an image; it is not looked at unless something in it counts.

        Raises:
            BrokenSampleError: the image cannot be read.
            InputError: the method takes neither clicks nor boxes.
        """
        objects = picture.objects
        scores: dict[str, tuple[float, ...]] = {}
        masks: tuple[rle.Rle, ...] = ()
        if objects.masks:
            draws = [_draws(picture, number) for number in objects.numbers]
            answers = self.protocol(method(picture.pixels), objects.masks, draws)
            if not answers.ious:
                raise InputError(f"{method.name} takes neither clicks nor boxes; measure another")
            masks = answers.masks
            scores = {name: tuple(ious.tolist()) for name, ious in answers.ious.items()}
            scores |= _count_clicks(ious_by_click(scores))
        return ObjectRow(
            key=picture.key,
            set_name=picture.sample.source,
            numbers=objects.numbers,
            areas=tuple(rle.area(mask) for mask in objects.masks),
            left_out=objects.left_out,
            scores=scores,
            answers=tuple(rle.to_coco(mask)["counts"] for mask in masks),
        )

    def summarise(self, rows: Sequence[ObjectRow]) -> Summary:
        """Average set by set, with intervals, and draw IoU against clicks."""
        return summarise(rows, tuple(self.measures()))


def _draws(picture: Picture, number: int) -> np.random.Generator:
    """Make the randomness of one object, the same for every model and after every interruption."""
    seed = np.random.SeedSequence(picture.sampling.seed, spawn_key=(picture.index, number))
    return np.random.default_rng(seed)


def _count_clicks(ious: Float[Tensor, "N K"]) -> dict[str, tuple[float, ...]]:
    """Count the clicks that objects take to each target, where there is more than one click."""
    if ious.shape[1] < 2:
        return {}
    counts = {_noc(target): clicks_needed(ious, target / 100) for target in TARGETS}
    return {name: tuple(count.double().tolist()) for name, count in counts.items()}


def _noc(target: int) -> str:
    return f"noc_{target}"

"""One click, one box, or several clicks per object, and how well the answers cover it.

The first click is the pixel farthest from the object's boundary (SAM, section 7.1). "Regular"
scores the most confident of the masks it gets, "oracle" the best of them; a box is answered by one
mask. Later clicks (`interactive.py`) correct the most confident mask.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.evaluation.correction import Click
from anymask.evaluation.interactive import Session, to_points
from anymask.evaluation.methods import TakesBoxes, TakesClicks, TakesCorrections, View
from anymask.evaluation.overlap import paired_iou
from anymask.geometry import rle
from anymask.geometry.distance import innermost_point
from anymask.geometry.rle import Rle

OBJECTS_AT_A_TIME = 64
"""Bounds the memory of an image, however many objects it has."""

Scores = dict[str, Float[Tensor, "N"]]
"""The IoU of each of N objects by the name of the measure."""

ScoringProtocol = Callable[[View, Sequence[Rle]], Scores]
"""Asks a view about objects, whose true masks are not empty, and scores the answers."""


@dataclass(frozen=True)
class ClickProtocol:
    """Regular, oracle and box IoU of one prompt, then the IoU of each further click.

    Attributes:
        clicks: on each object at most.

    Raises:
        ConfigurationError: less than one click.
    """

    clicks: int = 1

    def __post_init__(self) -> None:
        if self.clicks < 1:
            raise ConfigurationError(f"clicks is {self.clicks}; pass 1 or more")

    def __call__(self, view: View, truths: Sequence[Rle]) -> Scores:
        """Score one image.

        Returns:
            regular, oracle, box, clicks_2, clicks_3, ...: those that the method can answer.
        """
        parts = [
            self._score(view, truths[start : start + OBJECTS_AT_A_TIME])
            for start in range(0, len(truths), OBJECTS_AT_A_TIME)
        ]
        return {name: torch.cat([part[name] for part in parts]) for name in parts[0]}

    def _score(self, view: View, truths: Sequence[Rle]) -> Scores:
        scores: Scores = {}
        if isinstance(view, TakesClicks):
            first = [_first_click(truth) for truth in truths]
            answers = view.click(to_points([[click] for click in first])[:, 0])
            choices = len(answers) // len(truths)
            repeated = [truth for truth in truths for _ in range(choices)]
            ious = paired_iou(answers.rle(), repeated).view(len(truths), choices)
            scores |= {"regular": ious[:, 0], "oracle": ious.amax(1)}
            if self.clicks > 1 and isinstance(view, TakesCorrections):
                confident = answers[torch.arange(len(truths)) * choices]
                session = Session(view, truths, first, confident)
                for count in range(2, self.clicks + 1):
                    session.click()
                    scores[f"clicks_{count}"] = session.ious.clone()
        if isinstance(view, TakesBoxes):
            boxes = torch.tensor([rle.box(truth) for truth in truths]).float()
            scores["box"] = paired_iou(view.box(boxes).rle(), truths)
        return scores


def measures(clicks: int) -> Mapping[str, str]:
    """Name the measures of the protocol, in order, with the heading of each for tables.

    >>> list(measures(2).values())
    ['1 click', 'best of 3', 'box', '2 clicks']
    """
    named = {"regular": "1 click", "oracle": "best of 3", "box": "box"}
    return named | {f"clicks_{count}": f"{count} clicks" for count in range(2, clicks + 1)}


def _first_click(truth: Rle) -> Click:
    x, y = innermost_point(rle.decode(truth))
    return Click(int(x), int(y), 1)

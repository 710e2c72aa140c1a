"""One click, one box, then more and more clicks per object, and how well the answers cover it.

"Regular" scores the most confident of the masks that the first click gets, "oracle" the best of
them; a box is answered by one mask. Further clicks (`session.py`) correct the most confident mask
of the first. Source: "Segment Anything", section 7.1 and appendix D.1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from anymask.errors import ConfigurationError
from anymask.evaluation.methods import TakesBoxes, TakesClicks, TakesCorrections
from anymask.evaluation.overlap import paired_iou
from anymask.evaluation.points.policy import RITM, ClickPolicy
from anymask.evaluation.points.session import Session, to_points
from anymask.geometry import rle
from anymask.geometry.rle import Rle

REGULAR, ORACLE, BOX = "regular", "oracle", "box"
OBJECTS_AT_A_TIME = 64
"""Bounds the memory of an image, however many objects it has."""


@dataclass(frozen=True, eq=False)
class Answers:
    """What a method made of the N objects of an image.

    Attributes:
        ious: with the object, for each measure that the method takes the prompts of.
        masks: N answers to the first of these measures.
    """

    ious: Mapping[str, Float[Tensor, "N"]]
    masks: tuple[Rle, ...]


@dataclass(frozen=True)
class PointsProtocol:
    """Asks a view about objects, in turn by every prompt that it takes.

    Attributes:
        policy: where clicks fall.
        clicks: on each object at most.

    Raises:
        ConfigurationError: less than one click.
    """

    policy: ClickPolicy = RITM
    clicks: int = 1

    def __post_init__(self) -> None:
        if self.clicks < 1:
            raise ConfigurationError(f"clicks is {self.clicks}; pass 1 or more")

    def __call__(
        self, view: object, truths: Sequence[Rle], draws: Sequence[np.random.Generator]
    ) -> Answers:
        """Ask about N objects.

        Args:
            view: of the image.
            truths: the objects, none of them empty; at least one.
            draws: source of the randomness of each object's clicks.

        Returns:
            regular, oracle, clicks_2, clicks_3, ..., box: those that the view can answer.
        """
        parts = []
        for start in range(0, len(truths), OBJECTS_AT_A_TIME):
            part = slice(start, start + OBJECTS_AT_A_TIME)
            clicked = self._by_clicks(view, truths[part], draws[part])
            boxed = _by_box(view, truths[part])
            masks = clicked.masks or boxed.masks
            parts.append(Answers({**clicked.ious, **boxed.ious}, masks))
        return Answers(
            {name: torch.cat([part.ious[name] for part in parts]) for name in parts[0].ious},
            tuple(mask for part in parts for mask in part.masks),
        )

    def _by_clicks(
        self, view: object, truths: Sequence[Rle], draws: Sequence[np.random.Generator]
    ) -> Answers:
        if not isinstance(view, TakesClicks):
            return Answers({}, ())
        first = [
            self.policy.first_click(rle.decode(truth), draw)
            for truth, draw in zip(truths, draws, strict=True)
        ]
        answers = view.click(to_points([[click] for click in first])[:, 0])
        choices = len(answers) // len(truths)
        repeated = [truth for truth in truths for _ in range(choices)]
        by_choice = paired_iou(answers.rle(), repeated).view(len(truths), choices)
        ious = {REGULAR: by_choice[:, 0], ORACLE: by_choice.amax(1)}
        if isinstance(view, TakesCorrections):
            confident = answers[torch.arange(len(truths)) * choices]
            session = Session(view, truths, self.policy, draws, first, confident)
            for count in range(2, self.clicks + 1):
                session.click()
                ious[after(count)] = session.ious.clone()
        return Answers(ious, tuple(answers.rle()[::choices]))


def after(clicks: int) -> str:
    """Name the IoU after so many clicks.

    >>> after(1), after(9)
    ('regular', 'clicks_9')
    """
    return REGULAR if clicks == 1 else f"clicks_{clicks}"


def _by_box(view: object, truths: Sequence[Rle]) -> Answers:
    if not isinstance(view, TakesBoxes):
        return Answers({}, ())
    boxes = torch.tensor([rle.box(truth) for truth in truths]).float()
    masks = view.box(boxes).rle()
    return Answers({BOX: paired_iou(masks, truths)}, tuple(masks))

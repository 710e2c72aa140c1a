"""Interactive segmentation, simulated: objects that get one more click at a time.

Each further click falls where the policy finds the answer wrong, and that answer's logits are fed
back; an object is left alone when no wrong pixel is left to click. Used by `protocol.py`.
"""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from anymask.evaluation.methods import TakesCorrections
from anymask.evaluation.overlap import paired_iou
from anymask.evaluation.points.policy import Click, ClickPolicy
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks


class Session:
    """Clicks on N objects of one image, one more on each at a time.

    Args:
        view: of the image.
        truths: the objects.
        policy: where further clicks fall.
        draws: source of the randomness of each object's clicks.
        first: the first click on each.
        answers: to the first clicks, one mask each.

    Attributes:
        ious: of the answers so far.
    """

    def __init__(
        self,
        view: TakesCorrections,
        truths: Sequence[Rle],
        policy: ClickPolicy,
        draws: Sequence[np.random.Generator],
        first: Sequence[Click],
        answers: Masks,
    ) -> None:
        self.ious = paired_iou(answers.rle(), truths)
        self._view = view
        self._truths = truths
        self._policy = policy
        self._draws = draws
        self._clicks = [[click] for click in first]
        self._open = list(range(len(truths)))
        self._answers = answers

    def click(self) -> None:
        """Click once more on each object that has a wrong pixel left to click."""
        clicks = self._next_clicks()
        going_on = [place for place, click in enumerate(clicks) if click is not None]
        previous = self._answers[going_on]
        self._open = [self._open[place] for place in going_on]
        if not self._open:
            self._answers = previous
            return
        meant = [self._clicks[number] for number in self._open]
        labels = torch.tensor([[click.label for click in history] for history in meant])
        self._answers = self._view.correct(to_points(meant), labels, previous)
        truths = [self._truths[number] for number in self._open]
        self.ious[self._open] = paired_iou(self._answers.rle(), truths)

    def _next_clicks(self) -> list[Click | None]:
        """Find and note the next click on each open object; None where all is right."""
        clicks = []
        for answer, number in zip(self._answers.rle(), self._open, strict=True):
            history, draws = self._clicks[number], self._draws[number]
            masks = rle.decode(answer), rle.decode(self._truths[number])
            click = self._policy.next_click(*masks, history, draws)
            history += [] if click is None else [click]
            clicks.append(click)
        return clicks


def to_points(clicks: Sequence[Sequence[Click]]) -> Float[Tensor, "N K 2"]:
    """Write K clicks on each of N objects as prompts.

    The centre of a pixel is that pixel's index there: the published model adds the half itself.
    """
    return torch.tensor([[(click.column, click.row) for click in each] for each in clicks]).float()

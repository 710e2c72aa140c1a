"""One click or one box per object, and how well the answer covers it (SAM, section 7.1).

The click is the pixel farthest from the object's boundary. "Regular" scores the most confident of
the three masks, "oracle" the best of the three; a box is answered by one mask. Scores are mean IoU
over the objects of a set, then over sets. Anything that answers prompts can be measured: a model,
or a baseline that needs no weights.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import torch
from jaxtyping import Bool, Float, UInt8
from torch import Tensor

from anymask.data.dataset import MaskDataset
from anymask.errors import InputError
from anymask.geometry import masks as mask_geometry
from anymask.geometry.distance import innermost_point


@dataclass(frozen=True)
class Answers:
    """What a method says about N objects of one image.

    Attributes:
        clicks: three masks for the click on each object.
        scores: how sure the method is of each of the three.
        boxes: one mask for the box around each object.
    """

    clicks: Bool[Tensor, "N 3 H W"]
    scores: Float[Tensor, "N 3"]
    boxes: Bool[Tensor, "N H W"]


@runtime_checkable
class Method(Protocol):
    """Anything that turns clicks and boxes into masks."""

    def __call__(
        self,
        image: UInt8[Tensor, "3 H W"],
        points: Float[Tensor, "N 2"],
        boxes: Float[Tensor, "N 4"],
    ) -> Answers:
        """Answer one click and one box per object, in pixels of the image."""


@dataclass(frozen=True)
class ClickScores:
    """Mean IoU over the objects of one set, or the mean over sets."""

    name: str
    images: int
    masks: int
    regular: float
    oracle: float
    box: float


def evaluate_clicks(
    dataset: MaskDataset, method: Method, report: Callable[[int, int], None]
) -> ClickScores:
    """Score a method on every object of a data set.

    Args:
        dataset: labelled images; each is decoded once.
        method: what to measure.
        report: called with (images done, images in all).

    Raises:
        InputError: no image has an object.
    """
    rows = []
    for index in range(len(dataset)):
        sample = dataset[index]
        masks = sample.masks[sample.masks.flatten(1).any(1)]
        if len(masks):
            rows.append(_score_image(sample.image, masks, method))
        report(index + 1, len(dataset))
    if not rows:
        raise InputError(
            f"set '{dataset.source(0)}' has no object in {len(dataset)} images; "
            "pass a set or a split with masks"
        )
    scores = torch.cat(rows)  # (objects, regular | oracle | box)
    regular, oracle, box = scores.mean(0).tolist()
    return ClickScores(dataset.source(0), len(dataset), len(scores), regular, oracle, box)


def mean_of_sets(scores: list[ClickScores]) -> ClickScores:
    """Average sets, each counting the same however many objects it has."""
    count = len(scores)
    return ClickScores(
        "mean of sets",
        sum(s.images for s in scores),
        sum(s.masks for s in scores),
        sum(s.regular for s in scores) / count,
        sum(s.oracle for s in scores) / count,
        sum(s.box for s in scores) / count,
    )


def _score_image(image: Tensor, truth: Bool[Tensor, "N H W"], method: Method) -> Tensor:
    # A click at the centre of a pixel is that pixel's index in prompt coordinates.
    points = torch.tensor([innermost_point(mask) for mask in truth]) - 0.5
    outer_edges = mask_geometry.boxes(truth) + torch.tensor([0.0, 0.0, 1.0, 1.0])
    answers = method(image, points, outer_edges)
    clicks = torch.stack(
        [_paired_iou(answers.clicks[:, mask], truth) for mask in range(3)], dim=1
    )  # (N, 3)
    confident = answers.scores.argmax(dim=1, keepdim=True)
    regular = clicks.gather(1, confident)[:, 0]
    return torch.stack([regular, clicks.amax(1), _paired_iou(answers.boxes, truth)], dim=1)


def _paired_iou(a: Bool[Tensor, "N H W"], b: Bool[Tensor, "N H W"]) -> Float[Tensor, "N"]:
    intersection = (a & b).flatten(1).sum(1)
    return intersection / (a | b).flatten(1).sum(1).clamp(min=1)

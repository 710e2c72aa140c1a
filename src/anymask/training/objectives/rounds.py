"""Which rounds a simulated annotation has, and what the annotator does in each.

"Segment Anything", Appendix A (Training algorithm): a first prompt, then clicks on what is still
wrong; some rounds bring no click but only the last answer's logits, so that the model learns to
refine its own mask. The promptable objective plays them.
"""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from anymask.prompting.correct import error_points
from anymask.prompting.prompts import BOX_LABELS, PADDING_LABEL, Prompts
from anymask.prompting.simulate import noisy_boxes, random_points


def plan_rounds(rounds: int, mask_only: int, generator: torch.Generator) -> tuple[bool, ...]:
    """Say for every round after the first whether it brings a click.

    One of the rounds without a click is the last, the others lie anywhere between.

    Args:
        rounds: rounds in all, with the first one.
        mask_only: how many of them bring no click; below `rounds`.
        generator: source of all randomness (CPU).

    >>> plan_rounds(4, 1, torch.Generator())
    (True, True, False)
    """
    clicks = [True] * (rounds - 1)
    if mask_only:
        clicks[-1] = False
        places = torch.randperm(rounds - 2, generator=generator)[: mask_only - 1]
        for place in places.tolist():
            clicks[place] = False
    return tuple(clicks)


def first_prompts(masks: Bool[Tensor, "B S S"], generator: torch.Generator) -> Prompts:
    """Draw a point inside each object (with its padding), or a noisy box, with equal chance.

    Args:
        masks: true objects in the model's padded square, none empty.
        generator: source of all randomness.
    """
    # The prompt encoder adds the half pixel itself: it takes pixel indices.
    points = random_points(masks, generator) - 0.5
    as_points = torch.stack([points, torch.zeros_like(points)], dim=1)
    as_boxes = noisy_boxes(masks, generator).unflatten(1, (2, 2))
    is_box = (torch.rand(len(masks), generator=generator) < 0.5).to(masks.device)
    labels = torch.tensor([(1, PADDING_LABEL), BOX_LABELS], device=masks.device)
    coords = torch.where(is_box[:, None, None], as_boxes, as_points)
    return Prompts(coords, labels[is_box.long()])


def add_clicks(
    prompts: Prompts,
    predicted: Bool[Tensor, "B S S"],
    masks: Bool[Tensor, "B S S"],
    generator: torch.Generator,
) -> Prompts:
    """Add a click where the prediction is wrong: on what it misses, or on what it has too much."""
    points, kinds = error_points(predicted, masks, generator)
    coords: Float[Tensor, "B T 2"] = torch.cat([points[:, None] - 0.5, prompts.coords], dim=1)
    labels: Int[Tensor, "B T"] = torch.cat([kinds[:, None], prompts.labels], dim=1)
    return Prompts(coords, labels)

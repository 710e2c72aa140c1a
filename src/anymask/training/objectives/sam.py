"""Promptable segmentation: simulate an annotator for a few rounds and charge each answer.

Follows "Segment Anything", section 3 (Training) and Appendix A (Training algorithm): the first
prompt is a point or a noisy box, with three masks of which only the cheapest learns; every further
round adds a click where the last mask is wrong, feeds its logits back, and is answered by the
single mask. Published ambiguities, and how they are settled here: the loss is summed over all
rounds; the quality head learns on all masks of a round, not only on the cheapest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor

from anymask.data.collate import Batch
from anymask.models.sam.model import MaskPrediction, Sam
from anymask.prompting.correct import error_points
from anymask.prompting.simulate import noisy_boxes, random_points
from anymask.training.losses import cross_entropy_loss, dice_loss, focal_loss, mask_iou_targets


@dataclass(frozen=True)
class SamObjective:
    """Weights and prompts of the promptable-segmentation loss.

    Attributes:
        rounds: prompts per object in a full step: the first one and its corrections.
        full_step_share: share of steps that play all rounds; the others play the first only.
        pixel_loss: "focal" is the published one; "cross_entropy" moves a fresh model off empty
            masks, where focal loss alone stays for hundreds of steps.
        pixel_weight, dice_weight, quality_weight: of the three terms.
    """

    rounds: int = 3
    full_step_share: float = 0.5
    pixel_loss: Literal["focal", "cross_entropy"] = "focal"
    pixel_weight: float = 20.0
    dice_weight: float = 1.0
    quality_weight: float = 1.0

    def __call__(
        self, model: Sam, batch: Batch, generator: torch.Generator
    ) -> dict[str, Float[Tensor, ""]]:
        """Return the terms to minimise ("loss" is their weighted sum) and what to watch."""
        embedding = model.encode(model.preprocess(list(batch.images)))
        truth = _to_mask_size(batch.masks, model.mask_size)
        coords, labels = _first_prompts(batch.masks, generator)
        full = torch.rand((), generator=generator) < self.full_step_share
        logits, losses = None, []
        for turn in range(self.rounds if full else 1):
            if logits is not None:
                predicted = _to_image_size(logits, batch.masks.shape[-1])
                coords, labels = _add_click(coords, labels, predicted, batch.masks, generator)
            out = model.decode_batch(embedding, batch.image_index, coords, labels, logits)
            losses.append(self._charge(_ambiguous(out) if turn == 0 else _single(out), truth))
            logits = _best(out, single=turn > 0).detach()
        total = {name: torch.stack([loss[name] for loss in losses]).sum() for name in losses[0]}
        return total | {"iou": losses[0]["iou"], "oracle": losses[0]["oracle"]}

    def _charge(self, out: MaskPrediction, truth: Tensor) -> dict[str, Tensor]:
        """Charge the cheapest mask of each object, and the quality head for all of them."""
        loss_of: Callable[..., Tensor] = (
            focal_loss if self.pixel_loss == "focal" else cross_entropy_loss
        )
        pixel, dice = loss_of(out.logits, truth), dice_loss(out.logits, truth)
        masks = self.pixel_weight * pixel + self.dice_weight * dice  # (B, M)
        cheapest = masks.argmin(dim=1, keepdim=True)
        iou = mask_iou_targets(out.logits, truth)
        quality = F.mse_loss(out.scores.float(), iou)
        confident = out.scores.argmax(dim=1, keepdim=True)
        return {
            "loss": masks.gather(1, cheapest).mean() + self.quality_weight * quality,
            "pixel": pixel.gather(1, cheapest).mean(),
            "dice": dice.gather(1, cheapest).mean(),
            "quality": quality,
            "iou": iou.gather(1, confident).mean(),
            "oracle": iou.amax(dim=1).mean(),
        }


def _first_prompts(
    masks: Bool[Tensor, "B S S"], generator: torch.Generator
) -> tuple[Float[Tensor, "B 2 2"], Int[Tensor, "B 2"]]:
    """Draw a point (with its padding) or a box for each object, with equal chance."""
    # The prompt encoder adds the half pixel itself: it takes pixel indices.
    points = random_points(masks, generator) - 0.5
    as_points = torch.stack([points, torch.zeros_like(points)], dim=1)
    as_boxes = noisy_boxes(masks, generator).unflatten(1, (2, 2))
    is_box = torch.rand(len(masks), generator=generator).to(masks.device) < 0.5
    coords = torch.where(is_box[:, None, None], as_boxes, as_points)
    labels = torch.where(
        is_box[:, None],
        torch.tensor([2, 3], device=masks.device),
        torch.tensor([1, -1], device=masks.device),
    )
    return coords, labels


def _add_click(
    coords: Tensor, labels: Tensor, predicted: Tensor, truth: Tensor, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    points, kinds = error_points(predicted, truth, generator)
    coords = torch.cat([points[:, None] - 0.5, coords], dim=1)
    return coords, torch.cat([kinds[:, None], labels], dim=1)


def _ambiguous(out: MaskPrediction) -> MaskPrediction:
    return MaskPrediction(out.logits[:, 1:], out.scores[:, 1:])


def _single(out: MaskPrediction) -> MaskPrediction:
    return MaskPrediction(out.logits[:, :1], out.scores[:, :1])


def _best(out: MaskPrediction, *, single: bool) -> Float[Tensor, "B 1 h w"]:
    """Pick the mask to correct: the single one, or the most confident of the three."""
    if single:
        return out.logits[:, :1]
    index = out.scores[:, 1:].argmax(dim=1) + 1
    return out.logits[torch.arange(len(index)), index][:, None]


def _to_mask_size(masks: Bool[Tensor, "B S S"], side: int) -> Float[Tensor, "B h w"]:
    """Shrink true masks to the share of each low-resolution cell that they cover."""
    return F.adaptive_avg_pool2d(masks[:, None].float(), side)[:, 0]


def _to_image_size(logits: Float[Tensor, "B 1 h w"], side: int) -> Bool[Tensor, "B S S"]:
    return F.interpolate(logits.float(), size=(side, side), mode="bilinear")[:, 0] > 0

"""Promptable segmentation: simulate an annotator for some rounds and charge each answer.

Follows "Segment Anything", section 3 (Training) and Appendix A (Training algorithm). An image is
encoded once; its embedding serves all its objects in all rounds, and the objects of all images are
decoded together. docs/guides/training.md lists what the paper leaves open and how it is settled.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.utils.checkpoint import checkpoint

from anymask.data.collate import Batch
from anymask.errors import ConfigurationError
from anymask.models.sam.model import MaskPrediction, PreparedImage, Sam
from anymask.prompting.prompts import Prompts
from anymask.training.losses import cross_entropy_loss, dice_loss, focal_loss, mask_iou_targets
from anymask.training.objectives.rounds import add_clicks, first_prompts, plan_rounds

AMBIGUOUS, SINGLE = slice(1, 4), slice(0, 1)
"""The masks that answer one point or box, and the one that answers several prompts."""


@dataclass(frozen=True)
class SamObjective:
    """Prompts and weights of the promptable-segmentation loss; `PUBLISHED` is the paper's.

    Attributes:
        rounds: prompts per object in a full step: the first one and what follows it.
        mask_only_rounds: of them, rounds that bring no click, only the logits of the last answer;
            one is the last, the others lie anywhere.
        full_step_share: share of steps that play all rounds; the others play the first only.
        mask_loss_rounds: rounds of a full step that learn, the first and others at random; the
            others only move the annotator on, for a third of the time. None: all.
        checkpoint_rounds: forget what a round computed and compute it again for its gradient:
            memory of one round instead of all, for a third more time in the decoder.
        pixel_loss: "focal" is the published one; "cross_entropy" moves a fresh model off empty
            masks, where focal loss alone stays for hundreds of steps.
        pixel_weight, dice_weight, quality_weight: of the three terms.
    """

    rounds: int = 3
    mask_only_rounds: int = 0
    full_step_share: float = 0.5
    mask_loss_rounds: int | None = None
    checkpoint_rounds: bool = False
    pixel_loss: Literal["focal", "cross_entropy"] = "focal"
    pixel_weight: float = 20.0
    dice_weight: float = 1.0
    quality_weight: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.mask_only_rounds < self.rounds:
            raise ConfigurationError(
                f"mask_only_rounds is {self.mask_only_rounds} of rounds {self.rounds}; "
                "at least the first round brings a prompt"
            )
        if self.mask_loss_rounds is not None and not 1 <= self.mask_loss_rounds <= self.rounds:
            raise ConfigurationError(
                f"mask_loss_rounds is {self.mask_loss_rounds}; pass 1 to {self.rounds} (rounds), "
                "or null for all"
            )

    def __call__(
        self, model: Sam, batch: Batch, generator: torch.Generator
    ) -> dict[str, Float[Tensor, ""]]:
        """Return the terms to minimise and to watch.

        "loss" is the weighted sum over all rounds; "pixel", "dice", "quality", "iou" (of the most
        confident mask) and "oracle" (of the best of three) are of the first round, "last_iou" of
        the last one.
        """
        images = model.prepare_batch(
            model.encode(model.preprocess(list(batch.images))), batch.image_index
        )
        truth = coverage(batch.masks, model.mask_size)
        prompts = first_prompts(batch.masks, generator)
        clicks, learns = self._plan(generator)
        first = self._answer(model, images, prompts, AMBIGUOUS)
        terms = self._charge(first, truth)
        losses, logits = [terms["loss"]], most_confident(first)
        for click, learn in zip(clicks, learns, strict=True):
            if click:
                predicted = _to_image_size(logits, batch.masks.shape[-1])
                prompts = add_clicks(prompts, predicted, batch.masks, generator)
            with _recorded(learn):
                fed_back = Prompts(prompts.coords, prompts.labels, logits)
                answer = self._answer(model, images, fed_back, SINGLE)
                logits = answer.logits.detach()
                if learn:
                    losses.append(self._charge(answer, truth)["loss"])
        last_iou = mask_iou_targets(logits, truth).mean()
        return terms | {"loss": torch.stack(losses).sum(), "last_iou": last_iou}

    def _plan(self, generator: torch.Generator) -> tuple[tuple[bool, ...], list[bool]]:
        """Draw which rounds follow the first, with or without a click, learning or not."""
        if torch.rand((), generator=generator) >= self.full_step_share:
            return (), []
        clicks = plan_rounds(self.rounds, self.mask_only_rounds, generator)
        count = len(clicks) if self.mask_loss_rounds is None else self.mask_loss_rounds - 1
        order = torch.randperm(len(clicks), generator=generator)
        return clicks, (order < count).tolist()

    def _answer(
        self, model: Sam, images: PreparedImage, prompts: Prompts, heads: slice
    ) -> MaskPrediction:
        arguments = (images, prompts.coords, prompts.labels, prompts.masks, heads)
        if not self.checkpoint_rounds or not torch.is_grad_enabled():
            return model.decode_batch(*arguments)
        # The decoder draws nothing at random: no generator has to be rewound.
        answer: MaskPrediction = checkpoint(
            model.decode_batch, *arguments, use_reentrant=False, preserve_rng_state=False
        )
        return answer

    def _charge(
        self, answer: MaskPrediction, truth: Float[Tensor, "B h w"]
    ) -> dict[str, Float[Tensor, ""]]:
        """Charge the cheapest mask of each object, and the quality head for all of them."""
        iou = mask_iou_targets(answer.logits, truth)
        quality = F.mse_loss(answer.scores.float(), iou)
        pixel, dice = self._mask_terms(self._cheapest(answer.logits, truth), truth)
        masks = self.pixel_weight * pixel.mean() + self.dice_weight * dice.mean()
        confident = answer.scores.argmax(dim=1, keepdim=True)
        return {
            "loss": masks + self.quality_weight * quality,
            "pixel": pixel.mean(),
            "dice": dice.mean(),
            "quality": quality,
            "iou": iou.gather(1, confident).mean(),
            "oracle": iou.amax(dim=1).mean(),
        }

    @torch.no_grad()
    def _choose(self, logits: Tensor, truth: Tensor) -> Tensor:
        """Return the index (B,) of each object's cheapest mask."""
        pixel, dice = self._mask_terms(logits, truth)
        return (self.pixel_weight * pixel + self.dice_weight * dice).argmin(dim=1)

    def _cheapest(self, logits: Tensor, truth: Tensor) -> Tensor:
        """Keep each object's cheapest mask (B, 1, h, w): the others need no gradient."""
        if logits.shape[1] == 1:
            return logits
        return _pick(logits, self._choose(logits, truth))

    def _mask_terms(self, logits: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
        """Compute the pixel loss and the dice loss of each mask, (B, M) both."""
        pixel_loss = focal_loss if self.pixel_loss == "focal" else cross_entropy_loss
        return pixel_loss(logits, truth), dice_loss(logits, truth)


PUBLISHED = SamObjective(rounds=11, mask_only_rounds=2, full_step_share=1.0)
"""A point or box, eight clicks, and two rounds without; focal to dice to quality as 20 : 1 : 1."""


def coverage(masks: Bool[Tensor, "B S S"], side: int) -> Float[Tensor, "B side side"]:
    """Shrink true masks to the share of each low-resolution cell that they cover."""
    return F.adaptive_avg_pool2d(masks[:, None].float(), side)[:, 0]


def most_confident(answer: MaskPrediction) -> Float[Tensor, "B 1 h w"]:
    """Return the mask of the highest score, without gradient: the one to be corrected."""
    return _pick(answer.logits.detach(), answer.scores.argmax(dim=1))


def _pick(logits: Float[Tensor, "B M h w"], index: Int[Tensor, "B"]) -> Float[Tensor, "B 1 h w"]:
    return logits[torch.arange(len(index), device=logits.device), index][:, None]


def _recorded(learn: bool) -> AbstractContextManager[object]:
    return nullcontext() if learn else torch.no_grad()


def _to_image_size(logits: Float[Tensor, "B 1 h w"], side: int) -> Bool[Tensor, "B S S"]:
    return F.interpolate(logits.float(), size=(side, side), mode="bilinear")[:, 0] > 0

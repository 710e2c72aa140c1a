"""Scene: an image that has been encoded once and answers any number of prompts in milliseconds.

`Segmenter.embed` makes scenes; `Scene.segment` turns points, boxes and masks, also many objects
with different numbers of prompts, into `Masks`.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from anymask.errors import InputError
from anymask.geometry.frame import Frame
from anymask.inference.mask_prompt import to_mask_prompts
from anymask.inference.result import Masks
from anymask.models.sam.model import PreparedImage, Sam
from anymask.prompting.prompts import Prompts, build_prompts

PROMPTS_PER_CHUNK = 64
"""Prompts that go to the decoder in one call."""

SINGLE_HEAD = slice(0, 1)
AMBIGUOUS_HEADS = slice(1, 4)


@dataclass(frozen=True, eq=False)
class Scene:
    """One encoded image.

    Attributes:
        sam: the model that encoded it.
        image: what its decoder needs of the image, made once.
        frame: how the image lies in the model's square.
    """

    sam: Sam
    image: PreparedImage
    frame: Frame

    @torch.inference_mode()
    def segment(
        self,
        points: object = None,
        labels: object = None,
        boxes: object = None,
        masks: object = None,
        refine: Masks | None = None,
        multimask: bool | None = None,
    ) -> Masks:
        """Answer prompts about one or many objects.

        Args:
            points: (x, y) in original pixels: (N, 2) for one object, (B, N, 2) or ragged lists of
                points for several.
            labels: 1 on the object, 0 off it, one per point; all 1 if left out.
            boxes: (x0, y0, x1, y1) in original pixels: (4,) or (B, 4); None for an object without.
            masks: boolean masks of the image's size, or low-resolution logits.
            refine: an earlier result, one mask per object, whose logits are fed back.
            multimask: True for three masks per object, best first; False for the single mask of
                each; None for three masks when one object is meant by one point, otherwise for the
                mask that the official selection takes: the best of three after one click or one
                box, the single one after more.

        Returns:
            Masks in the order of the objects, which `objects` names.

        Raises:
            InputError: prompts that cannot be used; see `build_prompts`.
        """
        if refine is not None:
            masks = _logits_to_refine(refine, masks)
        prompts = None if masks is None else to_mask_prompts(masks, self.frame, self.sam.mask_size)
        groups = build_prompts(
            size=self.frame.original, points=points, labels=labels, boxes=boxes, masks=prompts
        )
        if multimask is None and len(groups) == 1 and _is_one_click(groups[0].prompts):
            multimask = True

        found = [self._answer(group.prompts, group.objects, multimask) for group in groups]
        if not found:
            return self._nothing()
        logits, scores, objects = (torch.cat(list(column)) for column in zip(*found, strict=True))
        order = torch.argsort(objects, stable=True)
        return Masks(
            size=self.frame.original,
            scores=scores[order],
            logits=logits[order],
            frame=self.frame,
            objects=objects[order],
        )

    def _answer(
        self, prompts: Prompts, objects: Int[Tensor, "B"], multimask: bool | None
    ) -> tuple[Float[Tensor, "M h w"], Float[Tensor, "M"], Int[Tensor, "M"]]:
        """Decode prompts of equal length and choose among the masks of each."""
        # The official selection: with a box or a click alone three masks compete.
        ambiguous = prompts.coords.shape[1] <= 2 if multimask is None else multimask
        logits, scores = self.decode(prompts, AMBIGUOUS_HEADS if ambiguous else SINGLE_HEAD)
        if multimask is None and ambiguous:
            best = scores.argmax(1, keepdim=True)  # (B, 1)
            logits, scores = _take(logits, best), scores.gather(1, best)
        elif ambiguous:
            order = torch.argsort(scores, dim=1, descending=True, stable=True)  # (B, 3)
            logits, scores = _take(logits, order), scores.gather(1, order)
        per_object = scores.shape[1]
        return logits.flatten(0, 1), scores.flatten(), objects.repeat_interleave(per_object)

    @torch.inference_mode()
    def decode(
        self, prompts: Prompts, heads: slice
    ) -> tuple[Float[Tensor, "B M h w"], Float[Tensor, "B M"]]:
        """Run the decoder, a bounded number of prompts at a time.

        Args:
            prompts: in original pixels.
            heads: which of the four masks to compute.

        Returns:
            Low-resolution logits and predicted IoUs, float32 on the CPU.
        """
        device = self.sam.device
        coords = self.frame.points_to_model(prompts.coords).to(device)
        labels = prompts.labels.to(device)
        masks = None if prompts.masks is None else prompts.masks.to(device)
        logits, scores = [], []
        for start in range(0, len(coords), PROMPTS_PER_CHUNK):
            rows = slice(start, start + PROMPTS_PER_CHUNK)
            fed_back = None if masks is None else masks[rows]
            said = self.sam.decode(self.image, coords[rows], labels[rows], fed_back, heads)
            logits.append(said.logits.float().cpu())
            scores.append(said.scores.float().cpu())
        return torch.cat(logits), torch.cat(scores)

    def _nothing(self) -> Masks:
        """Answer an empty list of objects."""
        side = self.sam.mask_size
        return Masks(
            size=self.frame.original,
            scores=torch.zeros(0),
            logits=torch.zeros(0, side, side),
            frame=self.frame,
            objects=torch.zeros(0, dtype=torch.int64),
        )


def _is_one_click(prompts: Prompts) -> bool:
    """Is this one object, meant by one point and nothing else?"""
    alone = len(prompts) == 1 and prompts.masks is None
    return alone and prompts.labels.shape[1] == 2 and int(prompts.labels[0, 1]) < 0


def _logits_to_refine(refine: Masks, masks: object) -> Tensor:
    if masks is not None:
        raise InputError("both masks and refine were given; pass one of them")
    if refine.logits is None:
        raise InputError(
            "refine holds masks without logits; pass a result of Scene.segment, or masks=its "
            "binary() masks"
        )
    return refine.logits


def _take(logits: Float[Tensor, "B M h w"], choice: Int[Tensor, "B K"]) -> Tensor:
    """Choose K masks of each object."""
    return logits.gather(1, choice[:, :, None, None].expand(-1, -1, *logits.shape[2:]))

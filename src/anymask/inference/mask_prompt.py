"""From a mask that a user drew or loaded to the low-resolution logits that the model takes."""

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn import functional as F

from anymask.errors import InputError
from anymask.geometry.frame import Frame

CERTAIN = 8.0
"""Logit of a cell that lies fully inside the mask; its negative fully outside."""


def mask_to_logits(mask: Bool[Tensor, "H W"], frame: Frame, mask_size: int) -> Float[Tensor, "h w"]:
    """Shrink a full-size mask to the logits of the padded square.

    Args:
        mask: of the original image.
        frame: how the image lies in the square.
        mask_size: side of the low-resolution logits in cells.

    Returns:
        (mask_size, mask_size) logits: the covered share of each cell, from -CERTAIN to CERTAIN.

    Raises:
        InputError: the mask has another size than the image.
    """
    if tuple(mask.shape) != frame.original:
        raise InputError(
            f"the mask is {mask.shape[-2]} x {mask.shape[-1]} (height x width) but the image is "
            f"{frame.original[0]} x {frame.original[1]}; pass a mask of the image's size"
        )
    plane = mask[None, None].float()
    resized = F.interpolate(plane, frame.resized, mode="bilinear", antialias=True)
    bottom = frame.padded[0] - frame.resized[0]
    right = frame.padded[1] - frame.resized[1]
    covered = F.adaptive_avg_pool2d(F.pad(resized, (0, right, 0, bottom)), mask_size)[0, 0]
    return (covered * 2 - 1) * CERTAIN


def check_logits(logits: Float[Tensor, "h w"], mask_size: int) -> None:
    """Refuse mask logits that are not of the model's low resolution.

    Raises:
        InputError: the side differs from `mask_size`.
    """
    if tuple(logits.shape) != (mask_size, mask_size):
        raise InputError(
            f"mask logits are {logits.shape[-2]} x {logits.shape[-1]} but this model takes "
            f"{mask_size} x {mask_size}; pass the logits of an earlier result, or a boolean mask "
            "of the image's size"
        )


def to_mask_prompts(
    masks: object, frame: Frame, mask_size: int
) -> list[Float[Tensor, "h w"] | None]:
    """Bring what the user gave as masks to low-resolution logits.

    Args:
        masks: boolean masks of the image's size or logits of `mask_size`: one (h, w), several
            (B, h, w) or (B, 1, h, w), or a list of such maps and Nones.
        frame: how the image lies in the padded square.
        mask_size: side of the low-resolution logits in cells.

    Returns:
        One map, or None, per object.

    Raises:
        InputError: a mask of another size.
    """
    if isinstance(masks, list | tuple):
        entries = [None if mask is None else torch.as_tensor(mask) for mask in masks]
    else:
        whole = torch.as_tensor(masks)
        entries = [whole] if whole.ndim == 2 else list(whole)
    return [None if entry is None else _one(entry, frame, mask_size) for entry in entries]


def _one(mask: Tensor, frame: Frame, mask_size: int) -> Tensor:
    if mask.ndim == 3 and mask.shape[0] == 1:
        mask = mask[0]
    if mask.ndim != 2:
        raise InputError(
            f"a mask prompt has shape {tuple(mask.shape)}; pass a boolean mask (H, W) of the "
            "image's size or low-resolution logits (h, w)"
        )
    if mask.dtype == torch.bool:
        return mask_to_logits(mask.cpu(), frame, mask_size)
    check_logits(mask, mask_size)
    return mask.detach().float()

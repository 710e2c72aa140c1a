"""The first prompt of a simulated annotator: a random click inside an object, or a sloppy box.

Training draws one of the two for every object; evaluation of the data side uses them as well.
Source: "Segment Anything", appendix A (training algorithm).
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from anymask.errors import InputError

RELATIVE_NOISE = 0.1
"""Standard deviation of a box coordinate, as a share of the box side along that axis."""

MAX_NOISE_PX = 20.0
"""No coordinate of a noisy box moves further than this."""


def random_points(masks: Bool[Tensor, "B H W"], generator: torch.Generator) -> Float[Tensor, "B 2"]:
    """Draw one foreground pixel of every mask, all pixels being equally likely.

    The row is drawn by its number of foreground pixels, then the column inside the row, so that
    nothing larger than one row per mask is sorted or summed up.

    Args:
        masks: (B, H, W), each with at least one foreground pixel.
        generator: source of all randomness; may live on another device than the masks.

    Returns:
        (B, 2) centres of the drawn pixels, (x, y) in pixels of the mask.

    Raises:
        InputError: a mask is empty.

    >>> mask = torch.zeros(1, 4, 4, dtype=torch.bool)
    >>> mask[0, 1, 2] = True
    >>> random_points(mask, torch.Generator())
    tensor([[2.5000, 1.5000]])
    """
    row_totals = masks.sum(2).cumsum(1)  # (B, H)
    count = row_totals[:, -1]
    if bool((count == 0).any()):
        empty = int((count == 0).nonzero()[0, 0])
        raise InputError(f"mask {empty} of {len(masks)} is empty; leave objects without pixels out")

    # The `rank`-th foreground pixel in reading order.
    uniform = torch.rand(len(masks), generator=generator, device=generator.device)
    rank = (uniform.to(masks.device, torch.float64) * count).long().minimum(count - 1)
    row = torch.searchsorted(row_totals, rank[:, None], right=True)[:, 0]
    batch = torch.arange(len(masks), device=masks.device)
    chosen_row = masks[batch, row]  # (B, W)
    rank_in_row = rank - row_totals[batch, row] + chosen_row.sum(1)
    column = torch.searchsorted(chosen_row.cumsum(1), rank_in_row[:, None], right=True)[:, 0]
    return torch.stack([column, row], dim=1).float() + 0.5


def noisy_boxes(masks: Bool[Tensor, "B H W"], generator: torch.Generator) -> Float[Tensor, "B 4"]:
    """Draw a loose box around every mask, as a hurried annotator would.

    Each coordinate of the tight box gets Gaussian noise with a standard deviation of 10 % of the
    box side, at most 20 pixels, and is clipped to the image. (The paper leaves open whether the
    20 pixels bound the deviation or the noise: here they bound the noise.)

    Args:
        masks: (B, H, W), each with at least one foreground pixel.
        generator: source of all randomness; may live on another device than the masks.

    Returns:
        (B, 4) boxes (x0, y0, x1, y1) in pixels of the mask; without noise x1 and y1 would be the
        outer edge of the last pixel.

    Raises:
        InputError: a mask is empty.
    """
    height, width = masks.shape[1:]
    x0, x1 = _extent(masks.amax(1))
    y0, y1 = _extent(masks.amax(2))
    boxes = torch.stack([x0, y0, x1, y1], dim=1).float()
    sides = (boxes[:, 2:] - boxes[:, :2]).repeat(1, 2)  # (B, 4)
    if bool((sides <= 0).any()):
        empty = int((sides <= 0).any(1).nonzero()[0, 0])
        raise InputError(f"mask {empty} of {len(masks)} is empty; leave objects without pixels out")

    normal = torch.randn(boxes.shape, generator=generator, device=generator.device)
    noise = normal.to(masks.device) * RELATIVE_NOISE * sides
    # Below half a side the corners cannot change places.
    limit = (0.49 * sides).clamp(max=MAX_NOISE_PX)
    boxes = boxes + noise.clamp(-limit, limit)
    edge = torch.tensor([width, height, width, height], device=masks.device)
    return boxes.clamp(min=0).minimum(edge)


def _extent(occupied: Bool[Tensor, "B L"]) -> tuple[Tensor, Tensor]:
    """Return the first true position and the one after the last; equal where there is none."""
    position = torch.arange(occupied.shape[1], device=occupied.device)
    first = torch.where(occupied, position, occupied.shape[1]).amin(1)
    after = torch.where(occupied, position + 1, 0).amax(1)
    return first, after

"""What a predicted mask costs: focal, cross-entropy and dice loss, and the IoU to be predicted.

Every function returns one number per mask, (B, M), so that the objective may keep the best of the
ambiguity masks. All compute in fp32 whatever the precision of the logits. Sources: "Segment
Anything" section 3 (focal and dice), Lin et al. 2017 eq. 5 (focal), Milletari et al. 2016 (dice).
"""

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn import functional as F

Logits = Float[Tensor, "B M H W"]
Targets = Bool[Tensor, "B H W"] | Float[Tensor, "B H W"]
"""True masks: binary, or the covered share of each pixel in [0, 1]."""
PerMask = Float[Tensor, "B M"]


def focal_loss(
    logits: Logits, targets: Targets, alpha: float = 0.25, gamma: float = 2.0
) -> PerMask:
    """Cross-entropy that fades where the prediction is already right, averaged over pixels.

    ::

        -alpha_t (1 - p_t)^gamma log(p_t)     p_t: probability given to the true class

    Args:
        logits: (B, M, H, W), M predictions for each of B objects.
        targets: (B, H, W), shared by the M predictions.
        alpha: weight of foreground pixels; background gets 1 - alpha.
        gamma: how fast easy pixels fade; 0 gives weighted cross-entropy.

    Returns:
        (B, M) in fp32.
    """
    logits, truth = _pair(logits, targets)
    pixel_loss = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    probability = logits.sigmoid()
    missed = probability + truth - 2 * probability * truth  # 1 - p_t
    weight = (1 - alpha) + (2 * alpha - 1) * truth
    return (weight * missed.pow(gamma) * pixel_loss).mean((2, 3))


def cross_entropy_loss(logits: Logits, targets: Targets) -> PerMask:
    """Binary cross-entropy averaged over pixels: moves a fresh model off empty masks.

    Args:
        logits: (B, M, H, W), M predictions for each of B objects.
        targets: (B, H, W), shared by the M predictions.

    Returns:
        (B, M) in fp32.

    >>> cross_entropy_loss(torch.zeros(1, 1, 2, 2), torch.ones(1, 2, 2))
    tensor([[0.6931]])
    """
    logits, truth = _pair(logits, targets)
    return F.binary_cross_entropy_with_logits(logits, truth, reduction="none").mean((2, 3))


def dice_loss(logits: Logits, targets: Targets, smooth: float = 1.0) -> PerMask:
    """One minus the soft Dice overlap, which weighs a small object as much as a large one.

    ::

        1 - (2 sum(p t) + smooth) / (sum(p) + sum(t) + smooth)

    Args:
        logits: (B, M, H, W), M predictions for each of B objects.
        targets: (B, H, W), shared by the M predictions.
        smooth: added above and below; keeps empty targets finite.

    Returns:
        (B, M) in fp32, each in [0, 1].
    """
    logits, truth = _pair(logits, targets)
    probability = logits.sigmoid()
    overlap = torch.einsum("bmhw,bnhw->bm", probability, truth[:, :1])
    total = probability.sum((2, 3)) + truth[:, :1].sum((2, 3))
    return 1 - (2 * overlap + smooth) / (total + smooth)


@torch.no_grad()
def mask_iou_targets(logits: Logits, targets: Targets) -> PerMask:
    """Measure the IoU that the quality head should have predicted for each mask.

    Masks are logits > 0; soft targets count as foreground above one half. Where both are empty
    the IoU is 0. Nothing is differentiated through.

    Args:
        logits: (B, M, H, W), M predictions for each of B objects.
        targets: (B, H, W), shared by the M predictions.

    Returns:
        (B, M) in fp32, each in [0, 1].
    """
    predicted = logits > 0
    truth = (targets > 0.5)[:, None]  # (B, 1, H, W)
    intersection = (predicted & truth).sum((2, 3))
    union = (predicted | truth).sum((2, 3))
    return intersection.float() / union.clamp(min=1).float()


def _pair(logits: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """Bring both to fp32 and repeat the targets (without copying) over the predictions."""
    logits = logits.float()
    return logits, targets.float()[:, None].expand_as(logits)  # (B, M, H, W)

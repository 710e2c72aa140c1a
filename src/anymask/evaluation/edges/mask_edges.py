"""Edges of a model that was never taught any: where the masks of a grid of points end.

Every mask's probability map is differentiated; what does not lie along the border of its mask is no
edge; the strongest of all masks counts at each pixel. Source: "Segment Anything", appendix D.2, and
its authors' remark that probabilities are the plain sigmoid of the logits.
"""

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn import functional as F

from anymask.evaluation.edges.options import Border, EdgeOptions
from anymask.evaluation.edges.suppression import suppress
from anymask.geometry.grids import point_grid
from anymask.geometry.nms import nms
from anymask.inference.result import MASK_THRESHOLD, Masks
from anymask.inference.scene import Scene

MARGIN = 2
"""Pixels kept around a mask: one for its border, one more for the slope there."""


def draw_mask_edges(scene: Scene, options: EdgeOptions) -> Float[np.ndarray, "H W"]:
    """Draw the edges of an image that a model has encoded.

    Args:
        scene: the encoded image.
        options: grid, suppression of masks, border, suppression of edges.

    Returns:
        How strong the edge is at each pixel, in [0, 1]; the strongest before suppression is 1.
    """
    masks = find_masks(scene, options)
    assert masks.logits is not None
    edges = torch.zeros(masks.size)
    for logits, corners in zip(masks.logits, masks.boxes.long().tolist(), strict=True):
        x0, y0, x1, y1 = corners
        window = (
            slice(max(0, y0 - MARGIN), y1 + MARGIN),
            slice(max(0, x0 - MARGIN), x1 + MARGIN),
        )
        piece = edges[window]
        torch.maximum(
            piece, edges_of_mask(scene.frame.upsample(logits)[window], options.border), out=piece
        )
    scaled = normalise(edges.double().numpy())
    return suppress(scaled) if options.suppression else scaled


def find_masks(scene: Scene, options: EdgeOptions) -> Masks:
    """Prompt the grid and drop duplicates; empty masks are none.

    Returns:
        Masks with their logits, by falling predicted IoU.
    """
    height, width = scene.frame.original
    points = (point_grid(options.points_per_side) * torch.tensor([width, height])).float()
    ones = torch.ones(len(points), 1, dtype=torch.int64)
    every = scene.segment(points=points[:, None], labels=ones, multimask=True)
    seen = every[torch.nonzero(every.areas).flatten()]
    return seen[nms(seen.boxes, seen.scores, options.nms_thresh)]


def edges_of_mask(logits: Float[Tensor, "H W"], which: Border) -> Float[Tensor, "H W"]:
    """Measure the slope of a mask's probability along its border; 0 elsewhere."""
    return sobel(logits.sigmoid()) * border(logits > MASK_THRESHOLD, which)


def sobel(x: Float[Tensor, "H W"]) -> Float[Tensor, "H W"]:
    """Measure the slope by Sobel's filter; the outermost pixels go on beyond the image."""
    padded = F.pad(x[None], (1, 1, 1, 1), mode="replicate")[0]
    down = padded[2:] - padded[:-2]
    right = padded[:, 2:] - padded[:, :-2]
    return torch.hypot(
        down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:],
        right[:-2] + 2 * right[1:-1] + right[2:],
    )


def border(mask: Bool[Tensor, "H W"], which: Border) -> Bool[Tensor, "H W"]:
    """Find the pixels along the border of a mask: those next to a pixel of the other kind.

    Diagonal neighbours are next to each other; beyond the image there is neither kind.

    >>> border(torch.tensor([[True, False, False]]), "outside").tolist()
    [[False, True, False]]
    """
    outside = _grow(mask) & ~mask
    return outside if which == "outside" else outside | (_grow(~mask) & mask)


def normalise(edges: Float[np.ndarray, "H W"]) -> Float[np.ndarray, "H W"]:
    """Scale linearly to [0, 1]; edges that are the same everywhere are none.

    >>> normalise(np.array([[1.0, 2.0, 5.0]])).tolist()
    [[0.0, 0.25, 1.0]]
    """
    low, high = float(edges.min()), float(edges.max())
    return np.zeros_like(edges) if low == high else (edges - low) / (high - low)


def _grow(mask: Bool[Tensor, "H W"]) -> Bool[Tensor, "H W"]:
    """Add all neighbours to a mask."""
    return F.max_pool2d(mask[None].float(), 3, stride=1, padding=1)[0] > 0

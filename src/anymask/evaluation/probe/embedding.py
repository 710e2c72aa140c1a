"""Mask embeddings: the image embedding of a window, averaged over the mask in it.

Source: "Segment Anything", appendix D.6: the encoder sees a crop around the mask and its mirror
image; the embedding is multiplied by the mask and averaged over places.
"""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import Float, UInt8
from torch import Tensor

from anymask.evaluation.probe.options import ProbeOptions
from anymask.evaluation.probe.window import Window, cut
from anymask.geometry.frame import Frame
from anymask.geometry.rle import Rle
from anymask.inference.segmenter import Segmenter

WINDOWS_PER_ENCODE = 4
"""Windows that go through the encoder together."""


@torch.inference_mode()
def embed_masks(
    segmenter: Segmenter,
    pixels: UInt8[np.ndarray, "H W 3"],
    masks: Sequence[Rle],
    options: ProbeOptions,
) -> Float[Tensor, "M C"]:
    """Embed M masks of an image by what the encoder sees of each.

    Args:
        segmenter: the model; only its image encoder runs.
        pixels: the image, RGB.
        masks: of the image's size, each with at least one pixel.
        options: the size of the window, and whether it is also seen mirrored.

    Returns:
        float32 on the CPU; M may be 0.
    """
    windows = [cut(pixels, mask, options.margin) for mask in masks]
    views = [[each, each.mirrored()] if options.flip else [each] for each in windows]
    flat = [view for several in views for view in several]
    parts = [
        _embed(segmenter, flat[start : start + WINDOWS_PER_ENCODE])
        for start in range(0, len(flat), WINDOWS_PER_ENCODE)
    ]
    if not parts:
        return torch.zeros(0, segmenter.sam.config.embed_dim)
    seen = torch.cat(parts)  # (M * views, C)
    return seen.view(len(windows), -1, seen.shape[1]).mean(1)  # (M, C)


def coverage(window: Window, frame: Frame, grid: tuple[int, int]) -> Float[Tensor, "h w"]:
    """Say how much of each cell of the model's padded square the mask covers, 0 to 1.

    The mean of an embedding weighted by it is the mean over the pixels of the mask, each with the
    embedding of its cell.
    """
    mask = torch.from_numpy(window.mask).float()[None, None]
    resized = F.interpolate(mask, frame.resized, mode="area")
    height, width = frame.padded
    room = (0, width - frame.resized[1], 0, height - frame.resized[0])
    return F.adaptive_avg_pool2d(F.pad(resized, room), grid)[0, 0]


def _embed(segmenter: Segmenter, windows: Sequence[Window]) -> Float[Tensor, "B C"]:
    """Encode a few windows at once and average each over its mask."""
    sam = segmenter.sam
    frames = [Frame.fit(window.mask.shape, sam.image_size) for window in windows]
    resized = [frame.resize(each.pixels) for frame, each in zip(frames, windows, strict=True)]
    features = sam.image_encoder(sam.preprocess(resized)).features.float().cpu()  # (B, C, h, w)
    grid = (features.shape[2], features.shape[3])
    covered = [coverage(each, frame, grid) for each, frame in zip(windows, frames, strict=True)]
    weights = torch.stack(covered)  # (B, h, w)
    return torch.einsum("bchw,bhw->bc", features, weights) / weights.sum((1, 2))[:, None]

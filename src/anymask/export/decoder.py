"""A model's decoder as two ONNX graphs: called with what, free in which axes.

What the graphs compute is in `prepare` and `decode`.
"""

import onnx
import torch

from anymask.export.decode import DECODED, PROMPT, DecodeGraph
from anymask.export.graph import Signature, to_onnx
from anymask.export.prepare import PREPARED, PrepareGraph, cells_names, skip_names
from anymask.models.sam.config import PyramidConfig
from anymask.models.sam.model import Sam


def export_prepare(sam: Sam) -> onnx.ModelProto:
    """Export the graph that runs once per image.

    Args:
        sam: in fp32 on the CPU.
    """
    features, skips = _embedding(sam)
    inputs = ("features", *skip_names(len(skips)))
    outputs = (*PREPARED, *cells_names(len(skips)))
    return to_onnx(PrepareGraph(sam), (features, skips), Signature(inputs, outputs))


def export_decode(sam: Sam) -> onnx.ModelProto:
    """Export the graph that runs for every prompt; prompts, points and masks are free in number.

    Args:
        sam: in fp32 on the CPU.
    """
    with torch.no_grad():
        prepared = PrepareGraph(sam)(*_embedding(sam))
    image, cells = prepared[: len(PREPARED)], prepared[len(PREPARED) :]
    prompts, points, masks = (torch.export.Dim(name) for name in ("prompts", "points", "masks"))
    free: tuple[object, ...] = ({0: prompts, 1: points}, {0: prompts, 1: points}, {0: masks})
    free = (*free, {0: prompts}, {}, *[{}] * len(image))
    example = (*_prompt(sam), *image)
    if cells:  # the exporter stumbles over empty tuples
        free, example = (*free, tuple({} for _ in cells)), (*example, cells)
    inputs = (*PROMPT, *PREPARED, *cells_names(len(cells)))
    return to_onnx(DecodeGraph(sam), example, Signature(inputs, DECODED, free))


def _embedding(sam: Sam) -> tuple[torch.Tensor, tuple[torch.Tensor, ...]]:
    """An embedding of zeros, in the shapes that the model's encoder makes."""
    side, width = sam.config.grid_side, sam.config.embed_dim
    features = torch.zeros(1, width, side, side)
    if not isinstance(sam.config.encoder, PyramidConfig):
        return features, ()
    skips = (width // 4, 2 * side), (width // 8, 4 * side)
    return features, tuple(torch.zeros(1, channels, size, size) for channels, size in skips)


def _prompt(sam: Sam) -> tuple[torch.Tensor, ...]:
    """Two prompts of three points that start from masks: no length here is 1, the special case."""
    side = sam.mask_size
    labels = torch.tensor([[1, 0, -1], [1, 2, 3]], dtype=torch.int32)
    heads = torch.tensor([1, 2, 3], dtype=torch.int32)
    return (
        torch.zeros(2, 3, 2),
        labels,
        heads,
        torch.zeros(2, 1, side, side),
        torch.tensor(True),
    )

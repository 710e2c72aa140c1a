"""An image encoder as an ONNX graph, called with what; what it computes is in `encode`."""

import onnx
import torch

from anymask.errors import ConfigurationError
from anymask.export.encode import EncodeGraph
from anymask.export.graph import Signature, to_onnx
from anymask.export.prepare import skip_names
from anymask.models.sam.config import PyramidConfig
from anymask.models.sam.model import Sam

LARGEST_BYTES = 2_000_000_000
"""Of weights in one ONNX file, which is a protobuf message."""


def export_encode(sam: Sam) -> onnx.ModelProto:
    """Export the graph that turns the bytes of an image into its embedding.

    Args:
        sam: in fp32 on the CPU.

    Raises:
        ConfigurationError: its encoder does not fit into one file.
    """
    weights = sum(each.numel() * each.element_size() for each in sam.image_encoder.parameters())
    if weights > LARGEST_BYTES:
        raise ConfigurationError(
            f"this encoder has {weights / 1e9:.1f} GB of weights, an ONNX file holds "
            f"{LARGEST_BYTES / 1e9:.1f}; export a smaller model, or leave out --encoder"
        )
    side = sam.image_size
    skips = skip_names(2 if isinstance(sam.config.encoder, PyramidConfig) else 0)
    rgba = torch.zeros(side, side, 4, dtype=torch.uint8)
    return to_onnx(EncodeGraph(sam), (rgba,), Signature(("rgba",), ("features", *skips)))

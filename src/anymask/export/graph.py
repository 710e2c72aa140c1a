"""From a torch module to a clean ONNX graph: the one place that calls the exporter.

Files say nothing of the machine and the code that made them, hold nothing that is not used, and
are the same for the same weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import onnx
import onnx_ir
import torch
from onnx_ir.passes import PassManager
from onnx_ir.passes import common as passes
from torch import nn

from anymask.export.quiet import quiet

OPSET = 18
"""Of ONNX: runtimes since 2023 know it, in browsers too."""


@dataclass(frozen=True)
class Signature:
    """How a graph is called.

    Attributes:
        inputs, outputs: their names, in the order of the module's.
        dynamic: per input, axis -> name of an axis whose length is free.
    """

    inputs: Sequence[str]
    outputs: Sequence[str]
    dynamic: Any = None


def to_onnx(module: nn.Module, example: tuple[Any, ...], signature: Signature) -> onnx.ModelProto:
    """Export a module.

    Args:
        module: in evaluation mode, in fp32 on the CPU.
        example: arguments of a call; tuples of tensors become several inputs.
        signature: names and free axes.
    """
    with quiet(), torch.no_grad():
        program = torch.onnx.export(
            module,
            example,
            input_names=list(signature.inputs),
            output_names=list(signature.outputs),
            dynamic_shapes=signature.dynamic,
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    assert program is not None
    return _clean(program.model)


def _clean(model: onnx_ir.Model) -> onnx.ModelProto:
    """Take out what no node reads, and everything that tells where the graph comes from."""
    PassManager([passes.RemoveUnusedNodesPass(), passes.ClearMetadataAndDocStringPass()])(model)
    proto = onnx_ir.to_proto(model)
    proto.producer_name, proto.producer_version = "anymask", ""
    del proto.metadata_props[:]
    return proto

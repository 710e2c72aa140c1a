"""Matrix products with constant weights as products of 8-bit integers.

Weights become integers once, per output channel; activations at run time, by their range. That
halves what has to be downloaded; on processors with instructions for such products it also saves
time.
"""

import copy
import tempfile
from pathlib import Path

import onnx
import onnx_ir
from onnx_ir.passes.common import TopologicalSortPass
from onnxruntime.quantization import QuantType, quantize_dynamic

from anymask.export.quiet import quiet

LEAST_INPUTS = 16
"""A product over fewer inputs stays exact: it is one of coordinates, where a pixel would blur."""


def to_int8(model: onnx.ModelProto) -> onnx.ModelProto:
    """Quantise a graph's matrix products; everything else stays in fp32.

    Args:
        model: an fp32 graph; it is left as it is.
    """
    model = copy.deepcopy(model)
    # The quantiser infers shapes itself, and stumbles over those that the exporter has noted.
    del model.graph.value_info[:]
    with tempfile.TemporaryDirectory() as folder, quiet():
        path = Path(folder) / "int8.onnx"
        quantize_dynamic(
            model,
            path,
            op_types_to_quantize=["MatMul", "Gemm"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=_exact_nodes(model.graph),
        )
        return _in_order(onnx.load(path))


def _in_order(model: onnx.ModelProto) -> onnx.ModelProto:
    """Put nodes after those that they read; the quantiser overlooks what branches read."""
    sorted_model = onnx_ir.from_proto(model)
    TopologicalSortPass()(sorted_model)
    return onnx_ir.to_proto(sorted_model)


def _exact_nodes(graph: onnx.GraphProto) -> list[str]:
    """Name the products that have to stay as they are."""
    inputs = {weight.name: min(weight.dims, default=0) for weight in graph.initializer}
    return [
        node.name
        for node in graph.node
        if any(inputs.get(name, LEAST_INPUTS) < LEAST_INPUTS for name in node.input)
    ]

"""Exported graphs are clean: the same for the same weights, without a trace of their maker."""

from pathlib import Path

import onnx
from torch import Tensor, nn

from anymask.export.graph import OPSET, Signature, to_onnx


class Sum(nn.Module):
    """Something small to export."""

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        return a + b


def test_names_and_free_axes_are_those_of_the_signature() -> None:
    import torch

    rows = torch.export.Dim("rows")
    signature = Signature(("a", "b"), ("sum",), ({0: rows}, {0: rows}))
    model = to_onnx(Sum(), (torch.zeros(3, 2), torch.zeros(3, 2)), signature)
    assert [each.name for each in model.graph.input] == ["a", "b"]
    assert [each.name for each in model.graph.output] == ["sum"]
    assert model.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "rows"


def test_graphs_are_valid_and_of_the_opset_that_browsers_know(decode: onnx.ModelProto) -> None:
    onnx.checker.check_model(decode, full_check=True)
    assert {each.domain: each.version for each in decode.opset_import} == {"": OPSET}


def test_no_path_of_this_machine_is_in_a_graph(decode: onnx.ModelProto) -> None:
    content = decode.SerializeToString()
    assert str(Path(__file__).parents[2]).encode() not in content
    assert b"stack_trace" not in content


def test_every_weight_is_read_by_a_node(decode: onnx.ModelProto) -> None:
    read = {name for node in decode.graph.node for name in node.input}
    for node in decode.graph.node:
        for branch in (each.g for each in node.attribute if each.HasField("g")):
            read |= {name for inner in branch.node for name in inner.input}
    assert {weight.name for weight in decode.graph.initializer} <= read

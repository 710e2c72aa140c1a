"""Masks grow inside a graph as they do outside."""

import numpy as np
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper

from anymask.export.enlarge import LOW, append_enlarging
from anymask.export.graph import OPSET
from anymask.geometry.frame import Frame


@pytest.fixture(scope="module")
def session() -> onnxruntime.InferenceSession:
    """A graph that does nothing else."""
    shape = (1, "masks", 16, 16)
    graph = helper.make_graph(
        [helper.make_node("Identity", ["logits"], [LOW])],
        "enlarging",
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(LOW, TensorProto.FLOAT, shape)],
    )
    opset = helper.make_opsetid("", OPSET)
    model = helper.make_model(graph, opset_imports=[opset], ir_version=10)
    append_enlarging(model, 64)
    return onnxruntime.InferenceSession(model.SerializeToString())


@pytest.mark.parametrize("size", [(64, 64), (75, 112), (112, 75), (30, 7), (1, 300), (33, 64)])
def test_it_equals_the_frame(session: onnxruntime.InferenceSession, size: tuple[int, int]) -> None:
    logits = torch.randn(1, 3, 16, 16)
    given = {"logits": logits.numpy(), "orig_im_size": np.array(size, np.float32)}
    (masks,) = session.run(["masks"], given)
    expected = Frame.fit(size, 64).upsample(logits)
    assert np.abs(masks - expected.numpy()).max() < 1e-4

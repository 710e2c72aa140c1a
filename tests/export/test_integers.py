"""Integers take less room and change little; coordinates stay exact."""

import numpy as np
import onnx
import onnxruntime
import pytest

from anymask.export.decoder import export_prepare
from anymask.export.integers import to_int8
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import Sam


@pytest.fixture(scope="module")
def int8(decode: onnx.ModelProto) -> onnx.ModelProto:
    """The decoder with integers."""
    return to_int8(decode)


def test_the_graph_given_stays_as_it_is(decode: onnx.ModelProto) -> None:
    before = decode.SerializeToString(deterministic=True)
    to_int8(decode)
    assert decode.SerializeToString(deterministic=True) == before


def test_the_graph_made_is_valid(int8: onnx.ModelProto) -> None:
    onnx.checker.check_model(int8)


def test_products_become_integers_but_for_those_of_coordinates(int8: onnx.ModelProto) -> None:
    kinds = [node.op_type for node in int8.graph.node]
    assert kinds.count("MatMulInteger") > 10
    narrow = [each for each in int8.graph.initializer if list(each.dims)[:1] == [2]]
    assert any(each.data_type == onnx.TensorProto.FLOAT for each in narrow)


def test_logits_move_little(
    decode: onnx.ModelProto, int8: onnx.ModelProto, pyramid: Sam, embedding: Embedding
) -> None:
    prepare = onnxruntime.InferenceSession(export_prepare(pyramid).SerializeToString())
    given = {"features": embedding.features.numpy()}
    given |= {f"skip_{number}": skip.numpy() for number, skip in enumerate(embedding.skips)}
    names = [each.name for each in prepare.get_outputs()]
    prompt = dict(zip(names, prepare.run(None, given), strict=True)) | {
        "coords": np.array([[[20, 30], [0, 0]]], np.float32),
        "labels": np.array([[1, -1]], np.int32),
        "heads": np.array([1, 2, 3], np.int32),
        "mask": np.zeros((1, 1, 16, 16), np.float32),
        "has_mask": np.array(False),
    }
    exact, near = (
        onnxruntime.InferenceSession(graph.SerializeToString()).run(["logits"], prompt)[0]
        for graph in (decode, int8)
    )
    assert np.corrcoef(exact.ravel(), near.ravel())[0, 1] > 0.99

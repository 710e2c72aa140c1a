"""The two graphs in ONNX Runtime say what the model says in PyTorch."""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from anymask.export.decoder import export_decode, export_prepare
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import Sam

GAP = 1e-3
"""The largest difference of a logit that is allowed; differences seen are below 1e-4."""

Decode = Callable[..., tuple[np.ndarray, np.ndarray]]


def runner(prepare: onnx.ModelProto, decode: onnx.ModelProto, embedding: Embedding) -> Decode:
    """A function that decodes prompts on an embedding in ONNX Runtime."""
    sessions = [
        onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
        for graph in (prepare, decode)
    ]
    names = [each.name for each in sessions[0].get_outputs()]
    given = {"features": embedding.features.numpy()}
    given |= {f"skip_{number}": skip.numpy() for number, skip in enumerate(embedding.skips)}
    prepared: dict[str, Any] = dict(zip(names, sessions[0].run(None, given), strict=True))

    def run(coords: Any, labels: Any, heads: list[int], mask: Any = None, side: int = 16) -> Any:
        prompt = {
            "coords": coords.numpy(),
            "labels": labels.int().numpy(),
            "heads": np.array(heads, np.int32),
            "mask": np.zeros((len(coords), 1, side, side), np.float32)
            if mask is None
            else mask.numpy(),
            "has_mask": np.array(mask is not None),
        }
        return sessions[1].run(None, prepared | prompt)

    return run


@pytest.fixture(scope="module")
def exported(pyramid: Sam, decode: onnx.ModelProto, embedding: Embedding) -> Decode:
    """The graphs of a model with skips, on an embedding."""
    return runner(export_prepare(pyramid), decode, embedding)


@pytest.mark.parametrize(("prompts", "points"), [(1, 1), (1, 2), (1, 9), (5, 4)])
@pytest.mark.parametrize("masked", [False, True])
def test_any_number_of_prompts_and_points(
    exported: Decode, pyramid: Sam, embedding: Embedding, prompts: int, points: int, masked: bool
) -> None:
    coords = 64 * torch.rand(prompts, points, 2)
    labels = torch.randint(-1, 4, (prompts, points))
    mask = torch.randn(prompts, 1, 16, 16) if masked else None
    logits, scores = exported(coords, labels, [1, 2, 3], mask)
    expected = pyramid.decode(pyramid.prepare(embedding), coords, labels, mask, slice(1, 4))
    assert np.abs(logits - expected.logits.numpy()).max() < GAP
    assert np.abs(scores - expected.scores.numpy()).max() < GAP


@pytest.mark.parametrize("heads", [[0], [1, 2, 3], [0, 1, 2, 3]])
def test_any_choice_of_masks(
    exported: Decode, pyramid: Sam, embedding: Embedding, heads: list[int]
) -> None:
    coords, labels = torch.tensor([[[10.0, 20.0], [0.0, 0.0]]]), torch.tensor([[1, -1]])
    logits, _ = exported(coords, labels, heads)
    expected = pyramid.decode(pyramid.prepare(embedding), coords, labels)
    assert np.abs(logits - expected.logits[:, heads].numpy()).max() < GAP


def test_a_mask_may_be_the_only_prompt(
    exported: Decode, pyramid: Sam, embedding: Embedding
) -> None:
    coords, labels = torch.zeros(1, 0, 2), torch.zeros(1, 0, dtype=torch.int64)
    mask = torch.randn(1, 1, 16, 16)
    logits, _ = exported(coords, labels, [0], mask)
    expected = pyramid.decode(pyramid.prepare(embedding), coords, labels, mask, slice(0, 1))
    assert np.abs(logits - expected.logits.numpy()).max() < GAP


def test_a_model_without_skips(official: Sam, official_embedding: Embedding) -> None:
    decode = runner(export_prepare(official), export_decode(official), official_embedding)
    coords, labels = 64 * torch.rand(2, 3, 2), torch.randint(-1, 4, (2, 3))
    logits, _ = decode(coords, labels, [0])
    prepared = official.prepare(official_embedding)
    expected = official.decode(prepared, coords, labels, None, slice(0, 1))
    assert np.abs(logits - expected.logits.numpy()).max() < GAP

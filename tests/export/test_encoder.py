"""Encoders in ONNX Runtime: ours and those of the official kind."""

import numpy as np
import onnxruntime
import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.export import encoder
from anymask.export.encode import EncodeGraph
from anymask.models.sam.model import Sam


@pytest.mark.parametrize("name", ["pyramid", "official"])
def test_it_says_what_the_model_says(name: str, request: pytest.FixtureRequest) -> None:
    sam: Sam = request.getfixturevalue(name)
    rgba = torch.randint(0, 256, (64, 64, 4), dtype=torch.uint8)
    graph = encoder.export_encode(sam).SerializeToString()
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    found = session.run(None, {"rgba": rgba.numpy()})
    for ours, theirs in zip(found, EncodeGraph(sam)(rgba), strict=True):
        assert np.abs(ours - theirs.numpy()).max() < 1e-3


def test_an_encoder_that_is_too_large_is_refused(
    pyramid: Sam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "LARGEST_BYTES", 1000)
    with pytest.raises(ConfigurationError, match=r"GB of weights.*smaller model"):
        encoder.export_encode(pyramid)

"""A bundle is what a browser downloads: complete, described, and the same every time."""

import hashlib

import onnx
import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.export import bundle
from anymask.export.bundle import Bundle, decoder_bundle, official_bundle, on_cpu
from anymask.models.sam.model import Sam


@pytest.fixture(scope="module")
def made(pyramid: Sam) -> Bundle:
    """The bundle of a model, with its encoder."""
    return decoder_bundle(pyramid, encoder=True)


def test_it_holds_the_graphs_asked_for(made: Bundle, pyramid: Sam) -> None:
    assert list(made.files) == ["prepare.onnx", "decode.onnx", "encode.onnx"]
    assert (made.image_side, made.low_side) == (pyramid.image_size, pyramid.mask_size)
    for content in made.files.values():
        onnx.checker.check_model(onnx.load_from_string(content))


def test_the_same_weights_make_the_same_bytes(made: Bundle, decode: onnx.ModelProto) -> None:
    assert decode.SerializeToString(deterministic=True) == made.files["decode.onnx"]


def test_what_it_says_of_itself_is_true(made: Bundle) -> None:
    info = made.info()
    assert info["bytes"] == sum(map(len, made.files.values()))
    content = made.files["decode.onnx"]
    assert info["sha256"]["decode.onnx"] == hashlib.sha256(content).hexdigest()


def test_the_outputs_of_one_graph_are_inputs_of_the_next(made: Bundle) -> None:
    graphs = [onnx.load_from_string(content).graph for content in made.files.values()]
    prepare, decode, encode = graphs
    names = [each.name for each in prepare.output]
    assert names == [each.name for each in decode.input][-len(names) :]
    assert [each.name for each in encode.output] == [each.name for each in prepare.input]


def test_the_model_stays_as_it_is(pyramid: Sam) -> None:
    half = on_cpu(pyramid).to(torch.bfloat16)
    assert on_cpu(half).dtype == torch.float32
    assert half.dtype == torch.bfloat16


def test_official_clients_get_one_file(official: Sam) -> None:
    assert list(official_bundle(official, int8=True).files) == [bundle.OFFICIAL_FILE]


def test_without_the_packages_the_extra_is_named(
    pyramid: Sam, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "anymask.export.decoder", None)
    with pytest.raises(ConfigurationError, match=r"anymask\[onnx\]"):
        decoder_bundle(pyramid)

"""Claims about the decoder for browsers over HTTP."""

import pytest

from anymask.engine import decoders
from anymask.errors import ConfigurationError

ZOO = "/api/v1/projects/zoo"


def test_files_are_kept_for_ever_under_addresses_with_their_hash(annotator) -> None:
    told = annotator.get(f"{ZOO}/decoder").json()
    assert (told["image_side"], told["low_side"], set(told["files"])) == (
        *(1024, 256),
        {"prepare.onnx", "decode.onnx"},
    )
    for name, address in told["files"].items():
        answer = annotator.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["etag"] == f'"{told["sha256"][name]}"'
        tag = {"if-none-match": answer.headers["etag"]}
        assert annotator.get(address, headers=tag).status_code == 304


def test_other_files_and_models_do_not_exist(site, annotator) -> None:
    for path in ("models/1/decoder/x.onnx", "models/99/decoder/decode.onnx", "models/2/decoder/x"):
        assert annotator.get(f"{ZOO}/{path}").status_code == 404


def test_without_the_package_the_answer_says_what_to_install(
    annotator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_model):
        raise ConfigurationError("onnx is not installed; run: pip install 'anymask[onnx]'")

    monkeypatch.setattr(decoders, "bundle_apart", fail)
    for path in ("decoder", "models/1/decoder/decode.onnx"):
        answer = annotator.get(f"{ZOO}/{path}")
        assert answer.status_code == 503
        assert "pip install 'anymask[onnx]'" in answer.json()["error"]["message"]


@pytest.mark.slow
def test_a_real_model_is_exported(site, annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnx")
    pytest.importorskip("onnxscript")
    from anymask.export.apart import bundle_apart

    monkeypatch.setattr(decoders, "bundle_apart", bundle_apart)
    told = annotator.get(f"{ZOO}/decoder").json()
    sizes = [len(annotator.get(address).content) for address in told["files"].values()]
    assert sum(sizes) == told["bytes"] > 100_000

"""Claims about the model for the page that needs no server."""

import pytest

from anymask.errors import ConfigurationError
from anymask.serving import routes_device

DEVICE = "/api/v1/device"


def test_everybody_may_have_the_model_that_is_shipped(site) -> None:
    nobody = site.client()
    told = nobody.get(DEVICE).json()
    for name, address in told["files"].items():
        answer = nobody.get(address)
        assert answer.status_code == 200
        assert answer.headers["etag"] == f'"{told["sha256"][name]}"'
        tag = {"if-none-match": answer.headers["etag"]}
        assert nobody.get(address, headers=tag).status_code == 304
    assert nobody.get(f"{DEVICE}/bundle.json").status_code == 404


def test_without_the_package_the_answer_says_what_to_install(
    site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_sam, encoder: bool):
        raise ConfigurationError("run: pip install 'anymask[onnx]'")

    monkeypatch.setattr(routes_device, "decoder_bundle", fail)
    answer = site.client().get(DEVICE)
    assert answer.status_code == 503
    assert "pip install 'anymask[onnx]'" in answer.text

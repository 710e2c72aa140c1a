"""Claims about the model for the page that needs no server."""

import hashlib

import pytest

from anymask.errors import ConfigurationError
from anymask.serving import routes_device


def test_everybody_may_have_the_model_that_is_shipped(site) -> None:
    nobody = site.client()
    told = nobody.get("/model/bundle.json")
    assert told.headers["content-type"] == "application/json"
    for name, digest in told.json()["sha256"].items():
        answer = nobody.get(f"/model/{name}")
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        tag = {"if-none-match": answer.headers["etag"]}
        assert nobody.get(f"/model/{name}", headers=tag).status_code == 304


@pytest.mark.parametrize("path", ["other.onnx", "", "..%2fapp.py", "%00", "a/b"])
def test_nothing_else_lies_there(site, path: str) -> None:
    assert site.client().get(f"/model/{path}").status_code in (404, 422)


def test_without_the_package_the_answer_says_what_to_install(
    site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_model, encoder: bool):
        raise ConfigurationError("run: pip install 'anymask[onnx]'")

    monkeypatch.setattr(routes_device, "bundle_apart", fail)
    answer = site.client().get("/model/bundle.json")
    assert answer.status_code == 503
    assert "pip install 'anymask[onnx]'" in answer.text

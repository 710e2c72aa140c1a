"""Claims about exports in a process of their own."""

import os

import pytest

from anymask.errors import CheckpointError, ConfigurationError, ResourceError
from anymask.export import apart
from anymask.export.apart import bundle_apart


@pytest.mark.slow
def test_it_exports_what_an_export_here_does() -> None:
    pytest.importorskip("onnxscript")
    from anymask.export.bundle import decoder_bundle
    from anymask.models.load import load_sam

    there, here = bundle_apart("tiny"), decoder_bundle(load_sam("tiny", device="cpu"))
    assert there.info() == here.info()


def test_what_goes_wrong_there_is_told_here(tmp_path) -> None:
    pytest.importorskip("onnxscript")
    with pytest.raises((CheckpointError, ConfigurationError)):
        bundle_apart(tmp_path / "nothing.pth")


_submit = apart.ProcessPoolExecutor.submit


def test_a_process_that_dies_is_a_lack_of_resources(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnxscript")
    monkeypatch.setattr(
        apart.ProcessPoolExecutor, "submit", lambda pool, *_: _submit(pool, os._exit, 9)
    )
    with pytest.raises(ResourceError, match="died"):
        bundle_apart("tiny")

"""Claims about decoders that are exported for browsers."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from anymask.engine import decoders
from anymask.engine.database.tables import Model
from anymask.engine.decoders import Decoders
from anymask.errors import ConfigurationError, MissingError
from anymask.export.bundle import Bundle

BUNDLE = Bundle({"prepare.onnx": b"first", "decode.onnx": b"second"}, 1024, 256)


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Counts the exports, which are not done."""
    calls: list[object] = []

    def export(model) -> Bundle:
        calls.append(model)
        return BUNDLE

    monkeypatch.setattr(decoders, "bundle_apart", export)
    return calls


@pytest.fixture
def model(other) -> Model:
    """The model of a project on SQLite."""
    with other.database.reading() as session:
        return session.scalars(select(Model)).one()


def test_many_who_ask_at_once_make_one_export(other, model, exports) -> None:
    mine = Decoders(other)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: mine.info(model), range(8)))
    assert all(each == BUNDLE.info() for each in found)
    assert len(exports) == 1
    assert Decoders(other).file(model, "decode.onnx") == b"second"
    assert len(exports) == 1


def test_other_files_do_not_exist(other, model, exports) -> None:
    for name in ("bundle.json", "../bundle.json", "x.onnx"):
        with pytest.raises(MissingError, match="has no file"):
            Decoders(other).file(model, name)


def test_a_package_that_is_missing_is_named_and_asked_for_again(
    other, model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_model) -> Bundle:
        raise ConfigurationError("run: pip install 'anymask[onnx]'")

    monkeypatch.setattr(decoders, "bundle_apart", fail)
    mine = Decoders(other)
    for _ in range(2):
        with pytest.raises(ConfigurationError, match="onnx"):
            mine.info(model)
    monkeypatch.setattr(decoders, "bundle_apart", lambda _model: BUNDLE)
    assert mine.info(model) == BUNDLE.info()

"""`anymask demo`: pictures of a point, a box and everything."""

import sys
from pathlib import Path

import pytest

from anymask.storage.images import open_image


def test_it_writes_its_pictures_and_prints_where_they_lie(run, random_model: Path) -> None:
    ran = run("demo", "--out", "here", "--model", random_model)
    paths = [Path(line) for line in ran.out.splitlines()]
    assert [path.name for path in paths] == ["photo.png", "point.png", "box.png", "everything.png"]
    assert all(path.is_absolute() and open_image(path).size for path in paths)


def test_json_lists_the_pictures(run, random_model: Path) -> None:
    assert len(run("demo", "--model", random_model, "--json").json["files"]) == 4


def test_without_scikit_image_it_says_how_to_get_it(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "skimage", None)
    ran = run("demo")
    assert ran.code == 2
    assert "pip install 'anymask[demo]'" in ran.err

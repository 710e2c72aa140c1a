"""CVAT exports are opened with their images, by exact names, subset by subset."""

from collections.abc import Callable
from pathlib import Path

import pytest

from anymask.data.broken import BrokenSampleError
from anymask.data.exchange.cvat_dataset import is_cvat, open_cvat
from anymask.data.exchange.cvat_index import TRACKS
from anymask.errors import InputError

SHAPE = '<polygon label="cat" points="0,0;2,0;2,2"/>'


@pytest.fixture
def export(tmp_path: Path, picture: Callable[[tuple[int, int]], bytes]) -> Path:
    """Two images of two subsets, a track, and a polyline."""
    for name in ("images/Train/a/1.png", "images/b.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(picture((4, 5)))
    (tmp_path / "annotations.xml").write_text(
        '<annotations><image name="a/1.png" subset="Train" width="5" height="4">'
        f'{SHAPE}<polyline points="0,0;1,1"/></image>'
        f'<image name="b.png" subset="Test" width="5" height="4">{SHAPE}</image>'
        "<track/></annotations>"
    )
    return tmp_path


def test_images_lie_in_images_or_in_its_subset(export: Path) -> None:
    for path in (export, export / "annotations.xml"):
        assert is_cvat(path)
        dataset = open_cvat(path)
        assert [dataset.name(index) for index in range(2)] == ["a/1.png", "b.png"]
        assert [len(dataset.record(index).masks) for index in range(2)] == [1, 1]


def test_a_subset_is_a_split(export: Path) -> None:
    dataset = open_cvat(export, "Test")
    assert (len(dataset), dataset.name(0)) == (1, "b.png")
    with pytest.raises(InputError, match="no split 'train'; did you mean 'Train'"):
        open_cvat(export, "train")


def test_what_is_not_used_is_counted(export: Path) -> None:
    left_out = {items.reason: items.examples for items in open_cvat(export).left_out}
    assert left_out == {TRACKS: ("annotations.xml",), "lines and points": ("a/1.png",)}


def test_a_name_is_not_found_elsewhere(export: Path) -> None:
    (export / "images/b.png").rename(export / "images/Train/b.png")
    with pytest.raises(BrokenSampleError, match=r"b.png cannot be used: no file of the set is"):
        open_cvat(export).record(1)

"""A converted data set is complete or absent, and tells what it leaves out."""

import json
from pathlib import Path

import pytest

from anymask.data.broken import BrokenSamples
from anymask.data.convert import convert
from anymask.data.open import open_dataset
from anymask.data.writers import find_form
from anymask.errors import InputError


def test_broken_images_are_left_out_and_listed(coco: Path, tmp_path: Path) -> None:
    path = coco / "images" / "0.jpg"
    path.write_bytes(path.read_bytes()[:-300])
    broken = BrokenSamples()
    done = convert(open_dataset(coco), find_form("sa1b"), tmp_path / "out", broken)
    assert (done.images, done.masks) == (2, 1)
    listed = [json.loads(line) for line in (tmp_path / "out/broken.jsonl").read_text().splitlines()]
    assert [entry["name"] for entry in listed] == ["0.jpg"] == list(broken.reasons)
    assert len(open_dataset(tmp_path / "out")) == 2


def test_what_is_there_is_not_touched(coco: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        convert(open_dataset(coco), find_form("coco"), tmp_path / "out", BrokenSamples())


def test_an_interrupted_conversion_leaves_nothing_and_can_be_repeated(
    coco: Path, tmp_path: Path
) -> None:
    def interrupted(numbers: range) -> list[int]:
        raise KeyboardInterrupt

    out = tmp_path / "new" / "out"
    (tmp_path / "new" / ".out.partial" / "images").mkdir(parents=True)  # of a run that was killed
    with pytest.raises(KeyboardInterrupt):
        convert(open_dataset(coco), find_form("coco"), out, BrokenSamples(), interrupted)
    assert list(out.parent.iterdir()) == []
    assert convert(open_dataset(coco), find_form("coco"), out, BrokenSamples()).images == 3
    assert list(out.parent.iterdir()) == [out]


def test_names_that_are_no_utf_8_are_left_out_and_spelt(tmp_path: Path, coco: Path) -> None:
    convert(open_dataset(coco), find_form("sa1b"), tmp_path / "pairs", BrokenSamples())
    for path in (tmp_path / "pairs").glob("0.*"):
        path.rename(path.with_name("caf\udce9" + path.suffix))
    broken = BrokenSamples()
    found = open_dataset(tmp_path / "pairs")
    assert convert(found, find_form("shards"), tmp_path / "out", broken).images == 2
    assert broken.reasons == {"caf\\udce9.jpg": "its name is no UTF-8; rename it"}


def test_an_empty_folder_may_be_filled(coco: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    convert(open_dataset(coco), find_form("coco"), tmp_path / "out", BrokenSamples())
    assert (tmp_path / "out/annotations.json").is_file()


def test_nothing_of_use_is_an_error(coco: Path, tmp_path: Path) -> None:
    for path in (coco / "images").iterdir():
        path.write_bytes(b"torn")
    with pytest.raises(InputError, match="nothing could be converted; 3 broken samples"):
        convert(open_dataset(coco), find_form("coco"), tmp_path / "out", BrokenSamples())
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_named(coco: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        convert(open_dataset(coco), find_form("coco"), tmp_path / "file" / "out", BrokenSamples())

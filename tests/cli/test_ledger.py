"""The ledger of a folder run: what is finished is not done again, what changed is."""

import json
import os
from pathlib import Path

import pytest

from anymask.cli.ledger import LEDGER_NAME, Ledger
from anymask.errors import FormatError

OPTIONS = {"model": "tiny", "fast": False}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(b"pixels")
    return path


@pytest.fixture
def out(tmp_path: Path, photo: Path) -> Path:
    """An output folder in which photo.png is finished, with one result."""
    folder = tmp_path / "out"
    ledger = Ledger(folder, OPTIONS)
    result = folder / "photo.json"
    result.write_text("{}")
    ledger.add("photo.png", photo, [result], masks=3)
    return folder


def test_a_finished_image_is_found_again_by_the_next_run(out: Path, photo: Path) -> None:
    found = Ledger(out, OPTIONS).find("photo.png", photo)
    assert found is not None
    assert found.masks == 3


def test_changed_options_forget_everything(out: Path, photo: Path) -> None:
    assert Ledger(out, OPTIONS | {"fast": True}).find("photo.png", photo) is None


def test_an_image_that_changed_is_done_again(out: Path, photo: Path) -> None:
    photo.write_bytes(b"other pixels")
    assert Ledger(out, OPTIONS).find("photo.png", photo) is None


def test_an_image_that_was_touched_is_done_again(out: Path, photo: Path) -> None:
    os.utime(photo, ns=(1, 1))
    assert Ledger(out, OPTIONS).find("photo.png", photo) is None


def test_an_image_whose_result_was_removed_is_done_again(out: Path, photo: Path) -> None:
    (out / "photo.json").unlink()
    assert Ledger(out, OPTIONS).find("photo.png", photo) is None


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_line_is_dropped_and_the_next_one_is_whole(
    out: Path, photo: Path, cut: int
) -> None:
    path = out / LEDGER_NAME
    path.write_bytes(path.read_bytes()[:-cut])
    ledger = Ledger(out, OPTIONS)
    assert ledger.find("photo.png", photo) is None
    ledger.add("photo.png", photo, [out / "photo.json"], masks=1)
    assert Ledger(out, OPTIONS).find("photo.png", photo) is not None


def test_a_damaged_ledger_is_explained(out: Path) -> None:
    path = out / LEDGER_NAME
    path.write_text(path.read_text() + "not json\n")
    with pytest.raises(FormatError, match=r"line 3 .* is damaged; remove the file"):
        Ledger(out, OPTIONS)


def test_every_line_is_json(out: Path) -> None:
    header, line = (out / LEDGER_NAME).read_text().splitlines()
    assert json.loads(header)["options"] == OPTIONS
    assert json.loads(line)["image"] == "photo.png"

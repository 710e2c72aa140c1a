"""Claims about frequencies: read as our writer of LVIS and the benchmark write them."""

import json
from pathlib import Path

import pytest
import torch

from anymask.data.lvis import write_lvis
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import FormatError
from anymask.evaluation.instances.frequency import frequencies_of, read_frequencies
from anymask.geometry import rle


@pytest.fixture
def lvis_file(tmp_path: Path) -> Path:
    """An LVIS file with one cat, which makes cats rare."""
    mask = MaskRecord.of(rle.encode(torch.ones(1, 3, 3, dtype=torch.bool))[0], category="cat")
    path, *_ = write_lvis(tmp_path / "annotations.json", [ImageRecord("1.jpg", (3, 3), (mask,))])
    return path


def test_the_letters_of_a_file_are_read(lvis_file: Path) -> None:
    assert read_frequencies(json.loads(lvis_file.read_text()), lvis_file) == {1: "r"}
    assert frequencies_of(lvis_file.parent, "val") == {1: "r"}


@pytest.mark.parametrize("content", [{}, {"categories": [{"id": 1}]}])
def test_other_sets_have_no_letters(tmp_path: Path, content: dict[str, object]) -> None:
    (tmp_path / "annotations.json").write_text(json.dumps(content))
    assert frequencies_of(tmp_path, None) == {}
    assert frequencies_of(tmp_path / "images", None) == {}


def test_an_unknown_letter_is_named(lvis_file: Path) -> None:
    lvis_file.write_text(lvis_file.read_text().replace('"r"', '"x"'))
    with pytest.raises(
        FormatError, match=r"categories\[0\]: 'frequency' is 'x' but must be one of"
    ):
        frequencies_of(lvis_file, None)

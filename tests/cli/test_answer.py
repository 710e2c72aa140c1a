"""Answers: written in every format, and reported."""

from pathlib import Path

import numpy as np
import pytest
import torch

from anymask.cli.answer import Answer
from anymask.cli.target import EXTENSIONS, Target
from anymask.geometry import rle
from anymask.inference.result import Masks
from anymask.storage.images import open_image


@pytest.fixture
def answer() -> Answer:
    """Two squares, the second inside the first."""
    squares = torch.zeros(2, 20, 30, dtype=torch.bool)
    squares[0, 2:18, 2:18] = squares[1, 5:9, 5:9] = True
    masks = Masks(
        size=(20, 30),
        scores=torch.tensor([0.9, 0.8]),
        runs=tuple(rle.encode(squares)),
        parents=torch.tensor([-1, 0]),
    )
    return Answer(Path("photos/cat.jpg"), np.zeros((20, 30, 3), np.uint8), masks)


@pytest.mark.parametrize("name", EXTENSIONS)
def test_every_format_is_written_and_listed(answer: Answer, tmp_path: Path, name: str) -> None:
    written = answer.write(Target.plan("cat", tmp_path, [name]))
    assert written
    assert all(path.is_file() for path in written)


def test_several_formats_at_once_do_not_overwrite_each_other(
    answer: Answer, tmp_path: Path
) -> None:
    written = answer.write(Target.plan("cat", tmp_path, list(EXTENSIONS), label_map=True))
    inside = list(tmp_path.rglob("cat*/*.png"))  # the only format of several files
    assert len(set(written)) == len(written) == len(inside) + len(EXTENSIONS)


def test_the_label_map_shows_the_smaller_mask_on_top(answer: Answer, tmp_path: Path) -> None:
    answer.write(Target.plan("cat", tmp_path, None, label_map=True))
    assert len(np.unique(open_image(tmp_path / "cat.labels.png"))) == 3


def test_the_report_holds_masks_that_can_be_decoded(answer: Answer) -> None:
    described = answer.to_dict("tiny", [Path("a.png")])
    masks = described["masks"]
    assert isinstance(masks, list)
    for index, mask in enumerate(masks):
        decoded = rle.decode(rle.from_coco(mask["segmentation"]))
        assert torch.equal(decoded, answer.masks.binary()[index])
        assert mask["area"] == int(decoded.sum())
    assert [mask["parent"] for mask in masks] == [-1, 0]


def test_people_get_paths_on_stdout_and_remarks_on_stderr(
    answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer.report("tiny", [Path("a.png"), Path("b.json")], as_json=False)
    printed = capsys.readouterr()
    assert printed.out == "a.png\nb.json\n"
    assert printed.err == "masks: 2; predicted quality: 0.90, 0.80\n"

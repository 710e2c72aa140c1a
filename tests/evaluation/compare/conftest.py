"""What the tests of comparisons share: reports, sections, and rows with answers on disk."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch

from anymask.evaluation.compare.answers import Answer, Question
from anymask.evaluation.compare.contenders import Section, gather
from anymask.evaluation.compare.examples import Example
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.report import Measure, MethodResult, Report, SetResult
from anymask.evaluation.report_file import write_report
from anymask.evaluation.rows import FILE_NAME, VERSION, RowKey
from anymask.geometry import rle
from anymask.storage.files import write_json
from anymask.storage.images import save_png

MEASURES = {"regular": Measure("1 click"), "noc": Measure("NoC", higher_is_better=False)}
CENTRE = {"first_click": "centre", "distance": "euclidean", "padding": True}


def make_report(name: str, sets: Mapping[str, Mapping[str, float]], **settings: object) -> Report:
    """A report of one method: its measures by set."""
    results = tuple(SetResult(each, 2, 9, scores) for each, scores in sets.items())
    told = {"split": "all", **CENTRE, **settings}
    return Report("points", "0", told, MEASURES, (MethodResult(name, results),))


@pytest.fixture
def report_of() -> Callable[..., Report]:
    """The function that makes a report."""
    return make_report


@pytest.fixture
def section_of() -> Callable[..., Section]:
    """A function that gathers reports, each in a folder a, b, c, ..."""
    return lambda *reports: gather(
        "points", [(Path(letter), each) for letter, each in zip("abcdef", reports, strict=False)]
    )


@pytest.fixture
def example_of() -> Callable[..., Example]:
    """A function that makes an example from the score of each contender."""

    def make(*scores: float, set_name: str = "cats", image: str = "0", area: int = 9) -> Example:
        question = Question(set_name, image, "object 0", (0,), area)
        answers = [Answer("sets/cats", {"regular": score}, "regular", "") for score in scores]
        return Example(question, tuple(answers))

    return make


@pytest.fixture
def boxes(tmp_path: Path) -> Path:
    """A COCO folder "boxes": two pictures of 40 x 50 pixels with a bright rectangle in each."""
    folder = tmp_path / "boxes"
    images, annotations = [], []
    for number in range(2):
        mask = box_mask(number)
        save_png(folder / "images" / f"{number}.png", np.where(mask, 220, 30).astype(np.uint8))
        size = {"height": 40, "width": 50}
        images.append({"id": number, "file_name": f"{number}.png"} | size)
        segmentation = rle.to_coco(rle.encode(torch.from_numpy(mask)[None])[0])
        annotations.append({"id": number, "image_id": number, "segmentation": segmentation})
    write_json(folder / "annotations.json", {"images": images, "annotations": annotations})
    return folder


@pytest.fixture
def write_measured(boxes: Path, tmp_path: Path) -> Callable[..., Path]:
    """A function that writes report and rows of a method: the score on each of the boxes.

    Every answer is the left half of the picture.
    """
    half = torch.zeros(1, 40, 50, dtype=torch.bool)
    half[..., :25] = True
    runs = rle.to_coco(rle.encode(half)[0])["counts"]

    def write(name: str, *scores: float, **settings: object) -> Path:
        folder = tmp_path / f"report-{name}"
        mean = sum(scores) / len(scores)
        write_report(make_report(name, {"boxes": {"regular": mean}}, **settings), folder)
        lines = [{"version": VERSION}]
        for number, score in enumerate(scores):
            key = RowKey(name, "1", str(boxes), f"{number}.png")
            area = int(box_mask(number).sum())
            row = ObjectRow(key, "boxes", (0,), (area,), {}, {"regular": (score,)}, (runs,))
            lines.append(asdict(row))
        (folder / FILE_NAME).write_text("".join(json.dumps(line) + "\n" for line in lines))
        return folder

    return write


def box_mask(number: int) -> np.ndarray:
    """The rectangle in picture 0 or 1."""
    mask = np.zeros((40, 50), bool)
    mask[10:30, 5 + 10 * number : 25 + 10 * number] = True
    return mask

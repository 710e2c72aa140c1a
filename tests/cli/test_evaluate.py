"""`anymask evaluate clicks`: a table, JSON rows, a baseline, clear refusals."""

import json
from pathlib import Path

import numpy as np
import pytest

from anymask.storage.images import save_png

BOXES = ((2, 3, 14, 15), (20, 8, 34, 26))
"""Rectangles (x0, y0, x1, y1), half-open, in a picture of 30 x 40 pixels."""


def _annotation(image_id: int, number: int) -> dict[str, object]:
    """A rectangle with its column-major run lengths."""
    x0, y0, x1, y1 = BOXES[number]
    mask = np.zeros((30, 40), np.int8)
    mask[y0:y1, x0:x1] = 1
    counts = np.diff([-1, *np.flatnonzero(np.diff(mask.T.ravel())), mask.size - 1]).tolist()
    return {
        "id": 10 * image_id + number,
        "image_id": image_id,
        "category_id": 1,
        "iscrowd": 0,
        "segmentation": {"size": [30, 40], "counts": counts},
        "area": int(mask.sum()),
    }


@pytest.fixture
def squares(tmp_path: Path) -> Path:
    """A COCO folder: two pictures to evaluate on, one to train on, two rectangles in each."""
    folder = tmp_path / "squares"
    (folder / "images").mkdir(parents=True)
    images = []
    for number, split in enumerate(["eval", "eval", "train"]):
        picture = np.full((30, 40, 3), 30 * number, np.uint8)
        for x0, y0, x1, y1 in BOXES:
            picture[y0:y1, x0:x1] = 220
        save_png(folder / "images" / f"{number}.png", picture)
        images.append({"id": number, "file_name": f"{number}.png", "split": split})
    annotations = [_annotation(image, number) for image in range(3) for number in range(2)]
    content = {"images": images, "annotations": annotations}
    (folder / "annotations.json").write_text(json.dumps(content))
    return folder


def test_a_table_has_a_line_per_set_and_the_mean(run, squares: Path, random_model: Path) -> None:
    ran = run("evaluate", "clicks", "--data", squares, "--data", squares, "--model", random_model)
    header, *rows = ran.out.splitlines()
    assert header.split() == ["set", "images", "masks", "1", "click", "best", "of", "3", "box"]
    assert [row.split()[:3] for row in rows[:2]] == [["squares", "2", "4"]] * 2
    assert rows[2].startswith("mean of sets")
    assert "squares: 4 objects" in ran.err


@pytest.mark.parametrize(("split", "images"), [("eval", 2), ("train", 1), ("all", 3)])
def test_json_rows_count_the_split(
    run, squares: Path, random_model: Path, split: str, images: int
) -> None:
    arguments = ("--data", squares, "--model", random_model, "--split", split, "--json")
    row, mean = run("evaluate", "clicks", *arguments).json
    assert (row["name"], row["images"], row["masks"]) == ("squares", images, 2 * images)
    assert 0 <= row["regular"] <= row["oracle"] <= 1
    assert mean == row | {"name": "mean of sets"}


def test_filled_boxes_are_right_for_rectangles(run, squares: Path) -> None:
    pytest.importorskip("skimage")
    row, _ = run("evaluate", "clicks", "--data", squares, "--baseline", "--json").json
    assert row["box"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "test"], "split is 'test'; pass train, eval or all"),
        (["--data", "nowhere"], "nowhere/annotations.json does not exist"),
        (["--model", "vit_x"], "no model is called 'vit_x'; did you mean"),
    ],
)
def test_wrong_input_is_named(
    run, squares: Path, random_model: Path, arguments: list[str], message: str
) -> None:
    ran = run("evaluate", "clicks", "--data", squares, "--model", random_model, *arguments)
    assert ran.code == 2
    assert message in " ".join(ran.err.split())
    assert "Traceback" not in ran.err

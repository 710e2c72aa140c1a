"""What the tests of `anymask evaluate` share: a small set of labelled pictures on disk."""

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
        size = {"height": 30, "width": 40}
        images.append({"id": number, "file_name": f"{number}.png", "split": split} | size)
    annotations = [_annotation(image, number) for image in range(3) for number in range(2)]
    content = {"images": images, "annotations": annotations}
    (folder / "annotations.json").write_text(json.dumps(content))
    return folder

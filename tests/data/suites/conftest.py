"""Files of published data sets, made small: photos, label pictures, json."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

LABELS = np.array([[0, 1, 1, 0], [2, 2, 0, 0], [2, 2, 0, 0]], np.uint8)
"""Two objects in three rows and four columns."""

SQUARE = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]
"""Corners of an object of four pixels."""

Save = Callable[..., Path]


@pytest.fixture
def labels() -> np.ndarray:
    return LABELS.copy()


@pytest.fixture
def square() -> list[list[float]]:
    return [list(corner) for corner in SQUARE]


@pytest.fixture
def photo(tmp_path: Path) -> Save:
    """Save a photo of three rows and four columns below the test's folder."""

    def save(*names: str) -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (4, 3)).save(path)
        return tmp_path

    return save


@pytest.fixture
def label_picture(tmp_path: Path) -> Save:
    """Save a label picture below the test's folder."""

    def save(name: str, values: np.ndarray = LABELS) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(values).save(path)
        return path

    return save


@pytest.fixture
def document(tmp_path: Path) -> Save:
    """Save json below the test's folder."""

    def save(name: str, content: object) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
        return path

    return save


@pytest.fixture
def coco() -> Callable[[str], dict[str, object]]:
    """A COCO file of one image with one square of four pixels."""

    def make(name: str) -> dict[str, object]:
        square = [value for corner in SQUARE for value in corner]
        return {
            "images": [{"id": 1, "file_name": name, "width": 4, "height": 3}],
            "categories": [{"id": 3, "name": "thing"}],
            "annotations": [
                {"id": 1, "image_id": 1, "category_id": 3, "segmentation": [square], "area": 4}
            ],
        }

    return make

"""What the tests of instances share: a made-up annotation file with everything the formats have.

Six images with rectangles and noisy masks of four categories, as run lengths and as polygons; crowd
regions in the style of COCO, absent and unfinished categories in that of LVIS.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from anymask.evaluation.instances.judged import FoundMask
from anymask.evaluation.instances.truth import Truth, read_truth
from anymask.geometry import rle
from anymask.storage.images import save_png

SIZE = (120, 130)
CATEGORIES = 4

Content = dict[str, Any]


def draw_mask(generator: np.random.Generator) -> np.ndarray:
    """A rectangle of a few or of many pixels with ragged insides, (H, W) bool."""
    mask = np.zeros(SIZE, dtype=bool)
    x0, y0 = generator.integers(0, (SIZE[1] - 10, SIZE[0] - 10))
    width, height = generator.integers(5, 120, 2)
    mask[y0 : y0 + height, x0 : x0 + width] = True
    return mask & (generator.random(SIZE) > 0.02)


def encode(mask: np.ndarray) -> dict[str, Any]:
    """A mask as compressed run lengths."""
    return rle.to_coco(rle.encode(torch.from_numpy(mask)[None])[0])


def make_objects(generator: np.random.Generator, *, crowds: bool) -> list[Content]:
    """The annotations of six images, one of which has none."""
    annotations: list[Content] = []
    for image_id in (3, 4, 5, 7, 8):
        for place in range(int(generator.integers(1, 7))):
            mask = draw_mask(generator)
            segmentation: object = encode(mask)
            if place % 3 == 0:
                ys, xs = np.nonzero(mask)
                x0, y0, x1, y1 = xs.min(), ys.min(), xs.max() + 1, ys.max() + 0.4
                segmentation = [[float(v) for v in (x0, y0, x1, y0, x1 - 0.3, y1, x0, y1)]]
            annotations.append(
                {
                    "id": len(annotations),
                    "image_id": image_id,
                    "category_id": int(generator.integers(1, CATEGORIES)) * 10,
                    "segmentation": segmentation,
                    "area": float(mask.sum()),
                    "bbox": [0, 0, 1, 1],
                    "iscrowd": int(crowds and place == 2),
                }
            )
    return annotations


def make_content(seed: int, style: str) -> Content:
    """A whole file; category 40 has no object."""
    generator = np.random.default_rng(seed)
    images: list[Content] = [
        {"id": number, "file_name": f"{number}.png", "height": SIZE[0], "width": SIZE[1]}
        for number in (3, 4, 5, 6, 7, 8)
    ]
    categories: list[Content] = [{"id": 10 * n, "name": f"thing {n}"} for n in (1, 2, 3, 4)]
    if style == "lvis":
        for image in images:
            image["neg_category_ids"] = [int(generator.integers(1, 5)) * 10]
            image["not_exhaustive_category_ids"] = [int(generator.integers(1, 5)) * 10]
        for category, letter in zip(categories, "rcff", strict=True):
            category["frequency"] = letter
    annotations = make_objects(generator, crowds=style == "coco")
    return {"images": images, "annotations": annotations, "categories": categories}


def make_found(content: Content, seed: int) -> list[FoundMask]:
    """Masks near the true ones, far from them, of wrong categories, and with equal scores."""
    generator = np.random.default_rng(seed)
    found = []
    for annotation in [*content["annotations"], *content["annotations"]]:
        segmentation = annotation["segmentation"]
        mask = draw_mask(generator)
        if isinstance(segmentation, dict) and generator.random() < 0.8:
            noise = generator.random(SIZE) < generator.random() * 0.05
            mask = rle.decode(rle.from_coco(segmentation)).numpy() ^ noise
        category = annotation["category_id"] if generator.random() < 0.7 else 40
        score = round(float(generator.random()), 1)
        image_id = annotation["image_id"] if generator.random() < 0.9 else 6
        found.append(FoundMask(image_id, category, score, encode(mask)["counts"]))
    return found


@pytest.fixture
def content_of() -> Callable[[int, str], Content]:
    """The function that makes the content of a file."""
    return make_content


@pytest.fixture
def found_in() -> Callable[[Content, int], list[FoundMask]]:
    """The function that makes masks to be judged."""
    return make_found


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Content], Path]:
    """A function that writes a file, with grey pictures beside it."""

    def write_file(content: Content) -> Path:
        for image in content["images"]:
            save_png(tmp_path / "images" / image["file_name"], np.full((*SIZE, 3), 90, np.uint8))
        (tmp_path / "annotations.json").write_text(json.dumps(content))
        return tmp_path / "annotations.json"

    return write_file


@pytest.fixture
def truth_of(write: Callable[[Content], Path]) -> Callable[[Content], Truth]:
    """A function that reads what it has written."""
    return lambda content: read_truth(write(content))

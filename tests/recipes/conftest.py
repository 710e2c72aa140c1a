"""What the tests of the recipes share: labelled pictures on disk, and ears for reports."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.data.coco_dataset import CocoDataset

SIDE = 48


def run_lengths(mask: np.ndarray) -> dict[str, list[int]]:
    """Write a mask as COCO's uncompressed run lengths, column by column."""
    column_major = mask.T.ravel().astype(bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], column_major, [False]])))
    counts = np.diff(np.concatenate([[0], edges, [mask.size]])).tolist()
    return {"size": list(mask.shape), "counts": counts[:-1] if counts[-1] == 0 else counts}


def square(x: int, y: int, size: tuple[int, int] = (SIDE, SIDE)) -> np.ndarray:
    """A square of 20 pixels."""
    mask = np.zeros(size, np.uint8)
    mask[y : y + 20, x : x + 20] = 1
    return mask


WriteCoco = Callable[..., Path]


@pytest.fixture
def write_coco(tmp_path: Path) -> WriteCoco:
    """A function that writes a COCO folder with these masks per image, bright on dark."""

    def write(masks: list[list[np.ndarray]], name: str = "photos") -> Path:
        folder = tmp_path / name
        (folder / "images").mkdir(parents=True)
        images, annotations = [], []
        for number, objects in enumerate(masks):
            grey = np.full((SIDE, SIDE), 60, np.uint8)
            for mask in objects:
                grey[: mask.shape[0], : mask.shape[1]][mask[:SIDE, :SIDE] > 0] = 200
            file_name = f"{number:03}.png"
            Image.fromarray(np.stack([grey] * 3, 2)).save(folder / "images" / file_name)
            images.append({"id": number, "file_name": file_name, "height": SIDE, "width": SIDE})
            annotations += [
                {"id": len(annotations) + i, "image_id": number, "category_id": 1, "iscrowd": 0}
                | {"segmentation": run_lengths(mask), "area": int(mask.sum())}
                | {"bbox": [0, 0, SIDE, SIDE]}
                for i, mask in enumerate(objects)
            ]
        content = {"images": images, "annotations": annotations}
        content["categories"] = [{"id": 1, "name": "square"}]
        (folder / "annotations.json").write_text(json.dumps(content))
        return folder

    return write


@pytest.fixture
def coco(write_coco: WriteCoco) -> Path:
    """Ten pictures with two squares each."""
    return write_coco([[square(2 + i, 4), square(24, 26 - i)] for i in range(10)])


@pytest.fixture
def squares(coco: Path) -> CocoDataset:
    """The ten pictures, opened."""
    return CocoDataset(coco)


@pytest.fixture
def reported() -> list[str]:
    """Whatever a recipe reports: pass its `append`."""
    return []

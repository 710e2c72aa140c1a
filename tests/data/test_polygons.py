"""Plain outlines give the masks back bit for bit."""

import json
from pathlib import Path

import numpy as np
import torch

from anymask.data.polygons import write_polygons
from anymask.data.record import ImageRecord
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, polygons_to_mask


def test_filling_the_outlines_gives_the_masks_back(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_polygons(tmp_path / "cat.polygons.json", image)
    content = json.loads(path.read_text())
    for entry, mask in zip(content["masks"], image.masks, strict=True):
        polygons = [
            Polygon(np.array(p["exterior"], float), tuple(np.array(h, float) for h in p["holes"]))
            for p in entry["polygons"]
        ]
        assert torch.equal(polygons_to_mask(polygons, image.size), rle.decode(mask.rle))


def test_what_is_known_stands_beside_the_outlines(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_polygons(tmp_path / "cat.polygons.json", image)
    content = json.loads(path.read_text())
    assert (content["file_name"], content["width"], content["height"]) == ("photos/cat.jpg", 17, 12)
    first = content["masks"][0]
    assert (first["score"], first["area"], first["parent"], first["category"]) == (
        0.9,
        61,
        2,
        "ring",
    )

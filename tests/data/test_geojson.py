"""GeoJSON gives the masks back bit for bit and obeys RFC 7946."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from anymask.data.geojson import write_geojson
from anymask.data.record import ImageRecord
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, polygons_to_mask


@pytest.fixture
def content(tmp_path: Path, image: ImageRecord) -> dict[str, Any]:
    """What the file of the image holds."""
    (path,) = write_geojson(tmp_path / "cat.geojson", image)
    return json.loads(path.read_text())


def parts(geometry: dict[str, Any] | None) -> list[list[list[list[int]]]]:
    """The polygons of a geometry."""
    if geometry is None:
        return []
    polygons = geometry["coordinates"]
    return [polygons] if geometry["type"] == "Polygon" else polygons


def test_filling_the_polygons_gives_the_masks_back(
    content: dict[str, Any], image: ImageRecord
) -> None:
    for feature, mask in zip(content["features"], image.masks, strict=True):
        polygons = [
            Polygon(rings[0], tuple(rings[1:]))
            for rings in (
                [np.array(ring[:-1], float) for ring in p] for p in parts(feature["geometry"])
            )
        ]
        filled = polygons_to_mask(polygons, image.size)
        assert torch.equal(filled, rle.decode(mask.rle))


def test_shapes_have_the_type_that_fits_them(content: dict[str, Any]) -> None:
    kinds = [f["geometry"] and f["geometry"]["type"] for f in content["features"]]
    assert kinds == ["MultiPolygon", "MultiPolygon", "Polygon", "Polygon", None]
    assert len(content["features"][0]["geometry"]["coordinates"][0]) == 2  # exterior and hole


def test_rings_are_closed_and_turn_as_the_standard_says(content: dict[str, Any]) -> None:
    for feature in content["features"]:
        for polygon in parts(feature["geometry"]):
            for index, ring in enumerate(polygon):
                assert ring[0] == ring[-1]
                (x, y) = np.array(ring).T
                area = (x[:-1] * y[1:] - x[1:] * y[:-1]).sum()
                assert (area > 0) == (index == 0)


def test_properties_tell_score_area_and_parent(content: dict[str, Any]) -> None:
    assert content["type"] == "FeatureCollection"
    assert content["image"] == {"file_name": "photos/cat.jpg", "width": 17, "height": 12}
    first, *_, last = content["features"]
    assert first["properties"] == {
        "score": 0.9,
        "area": 61,
        "parent": 2,
        "stability_score": 0.96,
        "category": "ring",
    }
    assert last["properties"] == {"score": None, "area": 0, "parent": None}
    assert [feature["id"] for feature in content["features"]] == [0, 1, 2, 3, 4]

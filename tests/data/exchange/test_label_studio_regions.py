"""Every region of Label Studio is read as what it covers, or named."""

from typing import Any

import numpy as np
import pytest
import torch

from anymask.data.annotation import read_mask
from anymask.data.exchange.brush_rle import encode_brush
from anymask.data.exchange.label_studio_regions import TURNED, pack, read_regions
from anymask.data.record import MaskRecord
from anymask.errors import FormatError
from anymask.geometry import rle

SIZE = (10, 20)


def one(kind: str, value: dict[str, Any], **region: Any) -> MaskRecord:
    entry = {"type": kind, "value": value, **region}
    (found,) = read_regions([entry], SIZE, "task 0").annotations(SIZE)
    return read_mask(found, SIZE, "x")


def test_a_brush_mask_is_decoded() -> None:
    mask = torch.from_numpy(np.random.default_rng(0).random(SIZE) < 0.5)
    runs = rle.encode(mask[None])[0]
    value = {"format": "rle", "rle": encode_brush(runs), "brushlabels": ["cat"]}
    found = one("brushlabels", value, original_width=20, original_height=10, score=0.5)
    assert (found.rle, found.category, found.predicted_iou) == (runs, "cat", 0.5)


def test_run_lengths_are_packed_where_they_are_some() -> None:
    region = {"type": "brush", "value": {"rle": [1, 255], "format": "rle"}}
    assert pack(region)["value"] == {"rle": b"\x01\xff", "format": "rle"}
    for value in (None, {}, {"rle": "a"}, {"rle": [256]}, {"rle": ["a"]}, {"rle": [1.5]}):
        assert pack({"value": value}) == {"value": value}


@pytest.mark.parametrize(
    ("kind", "value", "rows", "columns"),
    [
        ("polygon", {"points": [[10, 20], [50, 20], [50, 70], [10, 70]]}, (2, 7), (2, 10)),
        ("rectangle", {"x": 10, "y": 20, "width": 40, "height": 50}, (2, 7), (2, 10)),
        (
            "rectangle",  # turned around its first corner, in pixels
            {"x": 50, "y": 20, "width": 25, "height": 40, "rotation": 90},
            (2, 7),
            (6, 10),
        ),
    ],
)
def test_percents_are_pixels_of_the_sides(
    kind: str, value: dict[str, Any], rows: tuple[int, int], columns: tuple[int, int]
) -> None:
    expected = np.zeros(SIZE, bool)
    expected[slice(*rows), slice(*columns)] = True
    assert np.array_equal(rle.decode(one(kind, value).rle).numpy(), expected)


def test_an_ellipse_has_a_radius_in_percent_of_each_side() -> None:
    found = one("ellipselabels", {"x": 50, "y": 50, "radiusX": 10, "radiusY": 40})
    assert found.box_xywh == (8.0, 1.0, 4.0, 8.0)
    assert found.area == 28


def test_labels_may_stand_in_an_entry_of_their_own() -> None:
    shape = {"type": "rectangle", "id": "r", "value": {"x": 0, "y": 0, "width": 9, "height": 9}}
    label = {"type": "labels", "id": "r", "value": {"labels": ["dog"]}}
    drawing = read_regions([shape, label], SIZE, "task 0")
    assert [found.label for found in drawing.shapes] == ["dog"]
    assert drawing.left_out == ()


def test_what_is_no_area_is_named() -> None:
    triangle = {"points": [[0, 0], [9, 9]]}
    regions = [
        {"type": "choices", "value": {"choices": ["day"]}},
        {"type": "relation", "from_id": "a", "to_id": "b"},
        {"type": "polygonlabels", "value": triangle},
        {"type": "polygonlabels", "value": triangle, "image_rotation": 90},
    ]
    assert read_regions(regions, SIZE, "task 0").left_out == (
        "regions of the type 'choices'",
        "regions of the type 'relation'",
        "outlines of fewer than three corners",
        TURNED,
    )


@pytest.mark.parametrize(
    ("region", "message"),
    [
        ({}, "'type' is None but must be a text"),
        ({"type": "brush"}, "'value' is None but must be an object"),
        ({"type": "brush", "value": {}}, "'rle' must be a list of whole numbers"),
        ({"type": "brush", "value": {"rle": [1]}}, "cut off"),
        ({"type": "polygon", "value": {"points": [1]}}, "must be a list of points"),
        ({"type": "rectangle", "value": {"x": 1}}, "'width' is None but must be a finite number"),
        (
            {"type": "brush", "value": {}, "original_width": 21},
            r"drawn on \(None, 21\) pixels .* but the image has \(10, 20\)",
        ),
    ],
)
def test_damage_is_named(region: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError, match=f"task 4, region 0.*{message}"):
        read_regions([region], SIZE, "task 4")

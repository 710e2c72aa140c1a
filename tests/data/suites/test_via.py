"""Claims about outlines drawn with VIA."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anymask.data.suites.via import ViaFiles, ViaPart
from anymask.errors import FormatError

Save = Callable[..., Path]

LAYOUT = ViaFiles((ViaPart("a.json", "images"),), category="species")


def region(
    corners: list[list[float]], shape: str = "polygon", species: str = "seal"
) -> dict[str, Any]:
    x, y = zip(*corners, strict=True)
    return {
        "shape_attributes": {"name": shape, "all_points_x": list(x), "all_points_y": list(y)},
        "region_attributes": {"species": species},
    }


def test_both_versions_are_read_alike(
    photo: Save, document: Save, square: list[list[float]]
) -> None:
    root = photo("images/1.jpg", "images/2.jpg")
    listed = {"filename": "1.jpg", "regions": [region(square)]}
    numbered = {"filename": "2.jpg", "regions": {"0": region(square, "polyline")}}
    document("a.json", {"1.jpg99": listed, "2.jpg99": numbered})
    dataset = LAYOUT.open(root, "Set")
    first, second = dataset.compact(0), dataset.compact(1)
    assert first.masks == second.masks
    assert dataset.record(0).masks[0].area == 4
    assert dataset.record(1).masks[0].category == "seal"


def test_other_shapes_are_counted(photo: Save, document: Save, square: list[list[float]]) -> None:
    root = photo("images/1.jpg")
    dot = {"shape_attributes": {"name": "point", "cx": 1, "cy": 1}}
    document("a.json", {"k": {"filename": "1.jpg", "regions": [dot, region(square)]}})
    dataset = LAYOUT.open(root, "Set")
    (items,) = dataset.left_out
    assert (items.reason, items.count) == ("regions that are no outlines", 1)
    assert len(dataset.compact(0).masks) == 1


def test_an_object_without_the_attribute_has_no_category(
    photo: Save, document: Save, square: list[list[float]]
) -> None:
    root = photo("images/1.jpg")
    plain = region(square) | {"region_attributes": {}}
    document("a.json", {"k": {"filename": "1.jpg", "regions": [plain, region(square, species="")]}})
    assert [mask.category for mask in LAYOUT.open(root, "Set").record(0).masks] == [None, None]


def test_two_corners_enclose_nothing(photo: Save, document: Save) -> None:
    root = photo("images/1.jpg")
    line = region([[0, 0], [3, 2]], "polyline")
    document("a.json", {"k": {"filename": "1.jpg", "regions": [line]}})
    assert LAYOUT.open(root, "Set").record(0).masks[0].area == 0


def test_files_of_another_form_are_refused(photo: Save, document: Save) -> None:
    root = photo("images/1.jpg")
    torn = {"shape_attributes": {"name": "polygon", "all_points_x": [1, 2]}}
    document("a.json", {"k": {"filename": "1.jpg", "regions": [torn]}})
    with pytest.raises(FormatError, match="no all_points_x and all_points_y of the same length"):
        LAYOUT.open(root, "Set")
    document("a.json", {"k": {"filename": "../1.jpg", "regions": []}})
    with pytest.raises(FormatError, match="a relative path that stays in its folder"):
        LAYOUT.open(root, "Set")

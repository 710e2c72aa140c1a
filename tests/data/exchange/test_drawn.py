"""Drawn shapes become objects: alone, or joined by their group."""

import numpy as np
import pytest
import torch

from anymask.data.annotation import read_mask
from anymask.data.exchange.drawn import Drawing, Shape
from anymask.data.exchange.outlines import rectangle
from anymask.geometry import rle

SIZE = (4, 6)
LEFT, RIGHT = rectangle(0.0, 0.0, 2.0, 4.0), rectangle(4.0, 0.0, 6.0, 4.0)


def masks(*shapes: Shape) -> list[np.ndarray]:
    entries = Drawing(shapes).annotations(SIZE)
    return [rle.decode(read_mask(entry, SIZE, "x").rle).numpy() for entry in entries]


def test_shapes_without_a_group_are_objects_of_their_own() -> None:
    assert [mask.sum() for mask in masks(Shape(LEFT), Shape(LEFT), Shape(RIGHT))] == [8, 8, 8]


def test_a_group_is_one_object_among_those_of_its_label_only() -> None:
    shapes = [Shape(LEFT, "a", 1), Shape(LEFT, "b", 1), Shape(RIGHT, "a", 1), Shape(RIGHT, "a", 2)]
    assert [mask.sum() for mask in masks(*shapes)] == [16, 8, 8]


def test_rings_and_masks_of_a_group_are_joined() -> None:
    mask = rle.encode(torch.ones(1, *SIZE, dtype=torch.bool))[0]
    (joined,) = masks(Shape(LEFT, "a", 1), Shape(mask, "a", 1))
    assert joined.all()


def test_the_least_sure_part_speaks_for_the_object() -> None:
    shapes = (Shape(LEFT, "a", 1, 0.9), Shape(RIGHT, "a", 1, 0.4), Shape(LEFT, "a"))
    scores = [entry["predicted_iou"] for entry in Drawing(shapes).annotations(SIZE)]
    assert scores == [0.4, None]


def test_areas_are_known_before_anything_is_filled() -> None:
    mask = rle.encode(torch.ones(1, *SIZE, dtype=torch.bool))[0]
    shapes = (Shape(LEFT), Shape(mask), Shape(LEFT, "a", 1), Shape(RIGHT, "a", 1))
    assert [entry["area"] for entry in Drawing(shapes).annotations(SIZE)] == [8, 24, 16]


def test_areas_beyond_all_bounds_are_numbers() -> None:
    far = Shape([-1e300, -1e300, 1e300, -1e300, 1e300, 1e300])
    assert Drawing((far,)).annotations(SIZE)[0]["area"] == pytest.approx(2e14)


def test_reasons_are_told_from_shapes() -> None:
    drawing = Drawing.of([Shape(LEFT), "lines", "lines"])
    assert drawing == Drawing((Shape(LEFT),), ("lines", "lines"))

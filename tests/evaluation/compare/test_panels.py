"""Claims about the pictures of a case."""

import io

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from anymask.evaluation.compare.panels import (
    CLICK,
    LEAST,
    MISSED,
    RIGHT,
    SIDE,
    SURPLUS,
    Stage,
    encode_jpeg,
    window_around,
)
from anymask.geometry import rle

TRUTH, SAID = (40, 40, 80, 80), (60, 40, 100, 80)


@pytest.fixture
def stage(rectangles) -> Stage:
    """A square in the middle of a black picture of 120 x 160 pixels."""
    truth = rle.encode(rectangles(TRUTH, size=(120, 160)))[0]
    return Stage.around(np.zeros((120, 160, 3), np.uint8), truth)


@given(st.integers(1, 90), st.integers(1, 90), st.data())
def test_a_window_lies_in_the_image_and_holds_the_object(height: int, width: int, data) -> None:
    x0, y0 = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    x1, y1 = data.draw(st.integers(x0 + 1, width)), data.draw(st.integers(y0 + 1, height))
    left, top, right, bottom = window_around((x0, y0, x1, y1), (height, width))
    assert 0 <= left <= x0 < x1 <= right <= width
    assert 0 <= top <= y0 < y1 <= bottom <= height
    assert right - left >= min(width, LEAST)
    assert bottom - top >= min(height, LEAST)


def test_a_window_is_square_where_there_is_room() -> None:
    x0, y0, x1, y1 = window_around((500, 500, 600, 520), (1000, 1000))
    assert x1 - x0 == y1 - y0 == 170


def test_right_missed_and_surplus_have_their_colours(stage: Stage, rectangles) -> None:
    picture = stage.draw_answer(rle.encode(rectangles(SAID, size=(120, 160)))[0])
    x0, y0, x1, _ = stage.window
    scale = SIDE / (x1 - x0)

    def colour_at(x: int, y: int) -> tuple[float, ...]:
        return tuple(picture[int((y - y0) * scale), int((x - x0) * scale)] / 0.55)

    assert colour_at(70, 60) == pytest.approx(RIGHT, abs=2)
    assert colour_at(50, 60) == pytest.approx(MISSED, abs=2)
    assert colour_at(85, 60) == pytest.approx(SURPLUS, abs=2)
    assert colour_at(50, 90) == (0, 0, 0)


def test_the_truth_is_outlined_on_the_photo_and_filled_nowhere(stage: Stage) -> None:
    before = stage.photo.copy()
    drawn = stage.draw_truth()
    assert drawn.max() == 255
    assert (drawn[SIDE // 2, SIDE // 2] == 0).all()
    assert np.array_equal(stage.photo, before)


def test_a_click_lies_in_the_middle_of_its_pixel(stage: Stage) -> None:
    nothing = rle.encode(torch.zeros(1, 120, 160, dtype=torch.bool))[0]
    changed = stage.draw_answer(nothing, (60, 60)) != stage.draw_answer(nothing)
    rows, columns, _ = np.nonzero(changed)
    x0, y0, x1, _ = stage.window
    scale = SIDE / (x1 - x0)
    assert columns.min() + columns.max() == pytest.approx(2 * (60.5 - x0) * scale, abs=2)
    assert rows.min() + rows.max() == pytest.approx(2 * (60.5 - y0) * scale, abs=2)
    assert (stage.draw_answer(nothing, (60, 60)) == CLICK).all(axis=2).any()


def test_a_jpeg_has_the_size_of_the_panel(stage: Stage) -> None:
    with Image.open(io.BytesIO(encode_jpeg(stage.draw_truth()))) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) == SIDE


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1)])
def test_the_narrowest_pictures_can_be_shown(size: tuple[int, int]) -> None:
    everything = rle.encode(torch.ones(1, *size, dtype=torch.bool))[0]
    stage = Stage.around(np.zeros((*size, 3), np.uint8), everything)
    assert max(stage.draw_answer(everything, (0, 0)).shape) == SIDE

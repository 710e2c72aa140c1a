"""Claims about the next click, against a direct reading of RITM's rule with scipy."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import distance_transform_edt

from anymask.evaluation.correction import Click, next_click

BOX = torch.zeros(20, 30, dtype=torch.bool)
BOX[4:15, 6:25] = True


def reference(answer: np.ndarray, truth: np.ndarray, clicked: list[Click]) -> Click | None:
    """Pad both error regions by a pixel, take clicked pixels out, click the deeper one."""
    depths = {}
    for label, region in ((1, truth & ~answer), (0, answer & ~truth)):
        depth = distance_transform_edt(np.pad(region, 1))[1:-1, 1:-1]
        for click in clicked:
            depth[click.row, click.column] = 0
        depths[label] = depth
    label = int(depths[1].max() > depths[0].max())
    if depths[label].max() == 0:
        return None
    rows, columns = np.where(depths[label] == depths[label].max())
    return Click(int(columns[0]), int(rows[0]), label)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 14), st.integers(1, 14), st.floats(0.2, 0.95))
def test_it_equals_the_published_rule(seed: int, height: int, width: int, share: float) -> None:
    generator = np.random.default_rng(seed)
    answer = generator.random((height, width)) < share
    truth = generator.random((height, width)) < share
    clicked: list[Click] = []
    for _ in range(4):
        click = next_click(torch.from_numpy(answer), torch.from_numpy(truth), clicked)
        assert click == reference(answer, truth, clicked)
        clicked += [] if click is None else [click]


def test_a_missed_object_is_clicked_in_its_middle() -> None:
    assert next_click(torch.zeros_like(BOX), BOX) == Click(column=11, row=9, label=1)


def test_the_deeper_error_is_clicked() -> None:
    answer = BOX.clone()
    answer[4:15, 20:25] = False  # missed: 5 pixels wide
    answer[0:4] = True  # too much: 4 pixels high, and longer
    click = next_click(answer, BOX)
    assert click == Click(column=22, row=6, label=1)


def test_a_right_answer_needs_no_click() -> None:
    assert next_click(BOX, BOX) is None


def test_a_pixel_is_not_clicked_twice() -> None:
    answer = BOX.clone()
    answer[5, 7] = False
    only = next_click(answer, BOX)
    assert only == Click(column=7, row=5, label=1)
    assert next_click(answer, BOX, [only]) is None


@pytest.mark.parametrize("side", ["answer", "truth"])
def test_the_border_of_the_image_bounds_a_region(side: str) -> None:
    full, empty = torch.ones(9, 9, dtype=torch.bool), torch.zeros(9, 9, dtype=torch.bool)
    masks = (full, empty) if side == "answer" else (empty, full)
    assert next_click(*masks) == Click(column=4, row=4, label=int(side == "truth"))

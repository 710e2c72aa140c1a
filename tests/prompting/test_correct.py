"""Claims about the simulated corrective click."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.errors import InputError
from anymask.prompting.correct import error_points


@settings(deadline=None)
@given(seed=st.integers(0, 2**31))
def test_clicks_lie_in_the_error_and_say_what_the_object_is_there(seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    predicted, target = torch.rand(2, 6, 8, 11, generator=generator) < 0.4
    predicted[:, 0, 0], target[:, 0, 0] = True, False
    points, labels = error_points(predicted, target, generator)
    column, row = points.long().unbind(1)
    batch = torch.arange(6)
    assert (predicted ^ target)[batch, row, column].all()
    assert torch.equal(labels, target[batch, row, column].long())


def test_missed_pixels_call_for_foreground_and_extra_pixels_for_background() -> None:
    empty, full = torch.zeros(1, 5, 5, dtype=torch.bool), torch.ones(1, 5, 5, dtype=torch.bool)
    assert error_points(empty, full, torch.Generator())[1].tolist() == [1]
    assert error_points(full, empty, torch.Generator())[1].tolist() == [0]


def test_both_kinds_of_error_are_drawn_by_their_area() -> None:
    target = torch.zeros(6000, 1, 6, dtype=torch.bool)
    target[..., :2] = True
    predicted = torch.zeros_like(target)
    predicted[..., 2] = True  # two pixels missed, one too many
    _, labels = error_points(predicted, target, torch.Generator().manual_seed(0))
    assert abs(float(labels.float().mean()) - 2 / 3) < 0.03


def test_a_perfect_mask_gets_a_confirming_click() -> None:
    target = torch.zeros(1, 4, 4, dtype=torch.bool)
    target[0, 2, 1] = True
    points, labels = error_points(target, target, torch.Generator())
    assert points.tolist() == [[1.5, 2.5]]
    assert labels.tolist() == [1]


def test_nothing_to_click_is_an_error() -> None:
    empty = torch.zeros(1, 3, 3, dtype=torch.bool)
    with pytest.raises(InputError, match="mask 0 of 1 is empty"):
        error_points(empty, empty, torch.Generator())

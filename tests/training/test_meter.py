"""Claims about the means between two lines of the log."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.training.meter import Meter

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1)


@given(VALUES)
def test_it_is_the_mean(values: list[float]) -> None:
    meter = Meter()
    for value in values:
        meter.add({"loss": value})
    assert meter.means()["loss"] == pytest.approx(sum(values) / len(values))


@given(VALUES, VALUES)
def test_going_on_after_a_save_changes_no_bit(before: list[float], after: list[float]) -> None:
    whole, first = Meter(), Meter()
    for value in before:
        whole.add({"loss": value})
        first.add({"loss": value})
    second = Meter.from_plain(json.loads(json.dumps(first.to_plain())))
    for value in after:
        whole.add({"loss": value})
        second.add({"loss": value})
    assert second.means() == whole.means()


def test_what_is_not_finite_does_not_count() -> None:
    meter = Meter()
    meter.add({"loss": 2.0, "norm": math.nan})
    meter.add({"loss": math.inf, "norm": math.nan})
    assert meter.means() == {"loss": 2.0}

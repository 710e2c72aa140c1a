"""The table says what the numbers say."""

from dataclasses import replace
from pathlib import Path

import pytest

from anymask.data.broken import BrokenSamples
from anymask.data.packed import PackedDataset
from anymask.data.statistics import SetStatistics, measure
from anymask.data.statistics_table import bars, median, table


@pytest.fixture
def found(folder: Path) -> SetStatistics:
    return measure(PackedDataset(folder), BrokenSamples())


def test_all_numbers_are_in_the_table(found: SetStatistics) -> None:
    lines = table(replace(found, categories={str(i): i for i in range(12)})).splitlines()
    assert lines[0] == "images              3"
    assert "mean 2.3, median 2, most 5" in lines[4]
    assert lines[-2].endswith("cats 2, em 1")
    assert lines[-1].endswith("9 9, and 2 more")


def test_nothing_makes_a_table_too(found: SetStatistics) -> None:
    nothing = SetStatistics(0, 0, 0, 0, [], [], [], [], {}, {})
    assert table(nothing).startswith("images              0")


def test_a_bar_is_seen_as_soon_as_something_is_there() -> None:
    assert bars([0, 1, 1000]) == " ▁█"
    assert bars([]) == ""


def test_the_median_lies_in_its_step() -> None:
    assert median([5, 1, 1] + [0] * 17) == 0.025
    assert median([0] * 20) == 0

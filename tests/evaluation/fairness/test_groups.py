"""Objects are divided by value, every object once, and groups are compared with each other."""

import pytest

from anymask.evaluation.fairness.groups import (
    PAIRS_UP_TO,
    REST,
    attributes_of,
    compare_groups,
    divide,
)


def test_every_object_with_a_value_is_in_one_group(people) -> None:
    young, older = divide(people, "age", "regular")
    assert (young.value, older.value) == ("young", "older")
    assert young.scores == (0.8, 0.9, 0.7, 0.8)
    assert older.mean == pytest.approx(0.25)
    assert older.images == (("people", "0"), ("people", "1"))


def test_values_of_the_image_hold_for_its_objects(people) -> None:
    groups = divide(people, "country", "regular")
    assert {group.value: len(group.scores) for group in groups} == {
        "Kenya": 2,
        "Peru": 2,
        "Kenia": 2,
    }
    assert attributes_of(people) == ("country", "age")


def test_a_measure_that_was_not_answered_has_no_groups(people) -> None:
    assert divide(people, "age", "clicks_3") == ()
    assert divide(people, "height", "regular") == ()


def test_two_groups_have_one_gap(people) -> None:
    (gap,) = compare_groups(divide(people, "age", "regular"))
    assert (gap.a, gap.b) == ("young", "older")
    assert gap.difference.value == pytest.approx(0.55)
    assert gap.difference.is_clear


def test_a_group_in_one_image_has_a_mean_but_no_interval_and_no_gap(row) -> None:
    rows = [row("0", [(0.5, {"age": "a"})]), row("1", [(0.4, {"age": "b"})])]
    groups = divide(rows, "age", "regular")
    assert [group.interval() for group in groups] == [None, None]
    assert compare_groups(groups) == ()


def test_many_groups_are_compared_with_all_others(row) -> None:
    count = PAIRS_UP_TO + 1
    rows = [
        row(f"{image} {value}", [(value / 10, {"kind": str(value)})])
        for value in range(count)
        for image in range(2)
    ]
    gaps = compare_groups(divide(rows, "kind", "regular"))
    assert [(gap.a, gap.b) for gap in gaps] == [(str(value), REST) for value in range(count)]
    rest = sum(range(1, count)) / (count - 1)
    assert gaps[0].difference.value == pytest.approx(-rest / 10)

"""Claims about rows of proposals and their averages."""

import json
from dataclasses import asdict

import pytest

from anymask.errors import InputError
from anymask.evaluation.proposals.row import ProposalRow, summarise_set
from anymask.evaluation.rows import RowKey, by_set


def row(set_name: str, **recalls: tuple[float | None, ...]) -> ProposalRow:
    """A row with these recalls."""
    count = max((len(values) for values in recalls.values()), default=0)
    key = RowKey("m", "", set_name, "1.png")
    return ProposalRow(key, set_name, tuple(range(count)), (9,) * count, {"empty": 1}, 5, recalls)


def test_a_row_survives_json() -> None:
    kept = row("cats", all=(0.5, 1.0), small=(None, 1.0))
    assert ProposalRow.from_dict(json.loads(json.dumps(asdict(kept)))) == kept
    assert kept.objects == 2


def test_objects_of_a_group_count_the_same_wherever_they_are() -> None:
    result = summarise_set(
        "cats",
        [row("cats", all=(0.5, 1.0), small=(None, 1.0)), row("cats", all=(0.0,)), row("cats")],
    )
    assert result.scores == {"all": 0.5, "small": 1.0}
    assert (result.images, result.objects, result.left_out) == (3, 3, {"empty": 3})


def test_rows_are_sorted_by_their_sets() -> None:
    rows = [row("cats"), row("dogs"), row("cats")]
    assert {name: len(members) for name, members in by_set(rows).items()} == {"cats": 2, "dogs": 1}


def test_a_set_without_objects_is_named() -> None:
    with pytest.raises(InputError, match="set 'cats' has no object in 1 images"):
        summarise_set("cats", [row("cats")])

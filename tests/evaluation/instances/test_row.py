"""Claims about rows of instances."""

import json
from dataclasses import asdict

from anymask.evaluation.instances.judged import FoundMask
from anymask.evaluation.instances.row import InstanceRow
from anymask.evaluation.rows import RowKey, by_set


def row(set_name: str) -> InstanceRow:
    """A row with two objects and a mask."""
    key = RowKey("m", "1", set_name, "1.png")
    return InstanceRow(key, set_name, 7, (3, 5), {"empty": 1}, (FoundMask(7, 10, 0.5, "13"),))


def test_a_row_survives_json() -> None:
    kept = row("cats")
    assert InstanceRow.from_dict(json.loads(json.dumps(asdict(kept)))) == kept
    assert kept.objects == 2


def test_rows_are_sorted_by_their_sets() -> None:
    rows = [row("cats"), row("dogs"), row("cats")]
    assert {name: len(members) for name, members in by_set(rows).items()} == {"cats": 2, "dogs": 1}

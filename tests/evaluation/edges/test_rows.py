"""Claims about the rows of the task "edges"."""

import json
from dataclasses import asdict

import numpy as np
import pytest

from anymask.evaluation.edges.counting import ImageCounts
from anymask.evaluation.edges.rows import EdgeRow, collect
from anymask.evaluation.rows import RowKey

ROWS = tuple(
    EdgeRow(
        RowKey("sobel", "", "data", f"{place}.jpg"),
        "bsds500",
        annotators=5,
        counts=ImageCounts((9 + place, 4), (10, 5), (30, 12), 40 + place),
    )
    for place in range(2)
)


def test_rows_survive_a_file() -> None:
    assert EdgeRow.from_dict(json.loads(json.dumps(asdict(ROWS[0])))) == ROWS[0]


def test_each_drawing_counts_as_an_object() -> None:
    assert ROWS[0].objects == 5


@pytest.mark.parametrize("damage", [{"counts": None}, {"annotators": "many"}, {"key": {}}])
def test_damaged_rows_raise(damage: dict) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        EdgeRow.from_dict({**asdict(ROWS[0]), **damage})


def test_collected_counts_keep_images_apart() -> None:
    counts = collect(ROWS)
    assert counts.right.tolist() == [[9, 4], [10, 4]]
    assert counts.annotated.tolist() == [[40, 40], [41, 41]]
    assert np.allclose(counts.precision, [19 / 20, 8 / 10])

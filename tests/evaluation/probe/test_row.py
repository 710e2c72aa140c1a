"""Claims about the rows of the probe."""

import json
from dataclasses import asdict

import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.probe.row import ProbeRow, pack, unpack

FLOATS = st.lists(st.floats(width=32, allow_nan=False), min_size=4, max_size=4)


@given(st.lists(FLOATS, min_size=1, max_size=3))
def test_embeddings_survive_text_exactly(values: list[list[float]]) -> None:
    embeddings = torch.tensor(values)
    assert torch.equal(unpack([pack(each) for each in embeddings]), embeddings)


def test_a_row_survives_json(row_of) -> None:
    row = row_of("a", ["cup", None], [(1.0, 2.0), (3.0, 4.0)])
    assert ProbeRow.from_dict(json.loads(json.dumps(asdict(row)))) == row
    assert row.objects == 2


def test_nothing_unpacks_to_nothing() -> None:
    assert unpack([]).shape == (0, 0)

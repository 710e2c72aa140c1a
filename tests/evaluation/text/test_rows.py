"""Claims about rows of the text task."""

import json
from dataclasses import asdict

from anymask.evaluation.rows import RowKey
from anymask.evaluation.text.rows import TextRow

ROW = TextRow(
    key=RowKey("tiny", "1", "sets/cats", "0.jpg"),
    set_name="cats",
    phrases=("cat", "dog"),
    members=((0, 2), (1,)),
    areas=(30, 20),
    left_out={"empty": 1},
    scores={"recall": (0.5, 1.0), "iou": (0.25, 0.75)},
    answers=("13", "04"),
)


def test_a_row_comes_back_from_json() -> None:
    assert TextRow.from_dict(json.loads(json.dumps(asdict(ROW)))) == ROW


def test_its_objects_are_its_phrases() -> None:
    assert ROW.objects == 2

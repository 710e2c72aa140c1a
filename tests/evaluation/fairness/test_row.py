"""Rows survive a round trip through JSON, and tell all that is known of an object."""

import json
from dataclasses import asdict

from anymask.evaluation.fairness.row import FairnessRow


def test_a_row_comes_back_from_json(people) -> None:
    for row in people:
        assert FairnessRow.from_dict(json.loads(json.dumps(asdict(row)))) == row


def test_objects_know_what_holds_for_their_image(people) -> None:
    assert people[0].described[0] == {"country": "Kenya", "age": "older"}
    assert people[3].described == ({"age": "young"},)

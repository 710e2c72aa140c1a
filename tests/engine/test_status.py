"""Claims about how a project is said to stand."""

import json

import pytest

from anymask.engine.project import Engine
from anymask.engine.statistics import Labelled
from anymask.engine.status import Status, round_table, status_of


def test_a_fresh_project_has_all_its_work_before_it(engine: Engine, project) -> None:
    with engine.database.reading() as session:
        status = status_of(session, project)
    assert (status.project, status.stage) == ("zoo", "assisted-manual")
    assert (status.images, status.tasks, status.held_out) == ({"ready": 3}, {"open": 3}, 0)
    assert status.jobs == ()
    assert json.loads(json.dumps(status.to_dict()))["rounds"][0]["round"] == 1


def test_what_is_not_known_is_a_dash() -> None:
    line = Labelled(3, "assisted-manual", 2, 7, 0, 3.5, 14.04, 1.25, None, None)
    status = Status("zoo", "assisted-manual", {}, 0, {}, (line,), ())
    heading, row = round_table(status)
    assert len(heading) == len(row)
    assert row == ("3", "assisted-manual", "-", "2", "7", "0", "3.5", "14.0", "1.25", "-", "-")


@pytest.mark.parametrize(
    ("promoted", "shown"), [(True, "0.512, promoted"), (False, "0.512, kept aside")]
)
def test_a_round_tells_what_came_of_its_training(promoted: bool, shown: str) -> None:
    line = Labelled(1, "assisted-manual", 2, 7, 0, 3.5, 14.0, 1.2, "tiny", 0.5, 0.512, promoted)
    status = Status("zoo", "assisted-manual", {}, 0, {}, (line,), ())
    assert round_table(status)[1][-2:] == ("0.500", shown)

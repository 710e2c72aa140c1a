"""Claims about what goes over the wire about tasks around the one that somebody holds."""

from anymask.engine.database.tables import Task
from anymask.serving.wire_sittings import EndedTask


def test_an_ended_task_shows_no_lease() -> None:
    names = set(EndedTask.model_fields)
    assert names <= set(Task.__table__.c.keys())
    assert not {name for name in names if "lease" in name}

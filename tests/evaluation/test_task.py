"""Claims about what a task is."""

from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.report import SetResult
from anymask.evaluation.task import Summary, Task


def test_a_task_needs_no_base_class() -> None:
    task: Task = PointsTask()
    assert task.name == "points"
    assert not isinstance(task, type(Task))


def test_a_summary_may_have_no_curves() -> None:
    assert Summary((SetResult("cats", 1, 1, {}),)).curves == ()

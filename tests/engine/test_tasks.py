"""Claims about tasks."""

from sqlalchemy import select

from anymask.engine.database.tables import Project, Task
from anymask.engine.project import Engine


def test_an_image_waits_for_somebody_in_the_stage_of_its_project(engine: Engine, project) -> None:
    with engine.database.reading() as session:
        tasks = session.scalars(select(Task)).all()
        assert {(task.state, task.stage, task.kind) for task in tasks} == {
            ("open", "assisted-manual", "annotate")
        }
        assert session.get_one(Project, project.id).stage == "assisted-manual"

"""Tasks: one person's work on one image, handed out under a lease that has to be kept alive.

A lease is a secret of its holder. When it runs out the next person gets the task with a lease of
their own, and the old one is told so at its next save; nothing that was saved before is lost.
"""

from sqlalchemy.orm import Session

from anymask.engine.database.pictures import Image
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Project, Task
from anymask.engine.database.work import ANNOTATE, OPEN
from anymask.engine.stages import find_stage


def open_task(
    session: Session,
    project: Project,
    image: Image,
    *,
    kind: str = ANNOTATE,
    number: int = 0,
    priority: int = 0,
    clock: Clock = now,
) -> Task | None:
    """Make the task of an image in the present stage of its project; None: it needs no people."""
    stage = find_stage(project.stage)
    if not stage.people and kind == ANNOTATE:
        return None
    task = Task(
        project_id=project.id,
        image_id=image.id,
        stage=stage.name,
        kind=kind,
        number=number,
        priority=priority,
        state=OPEN,
        seconds=0.0,
        created_ms=clock(),
    )
    session.add(task)
    return task

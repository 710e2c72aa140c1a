"""Second annotators: they label an image that somebody else labels too, and neither sees the other.

Their masks are in a state of their own, so that they are compared and never part of the data set.
This module says whose masks are whose; `agreement.py` compares them.
"""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from anymask.engine.database.masks import DELETED, KEPT, SECOND
from anymask.engine.database.tables import Image, Mask, Task
from anymask.engine.database.work import ANNOTATE, LEASED


def is_second(task: Task | None) -> bool:
    """Say whether a task is that of a second annotator."""
    return task is not None and task.kind == ANNOTATE and task.number > 0


def is_open_to(session: Session, mask: Mask, task: Task) -> bool:
    """Say whether the holder of a task may change a mask.

    Annotators correct what was drawn before them, but reviewers give verdicts, and second
    annotators and the first leave each other's masks alone.
    """
    if mask.task_id == task.id:
        return True
    other = None if mask.task_id is None else session.get_one(Task, mask.task_id)
    return task.kind == ANNOTATE and not is_second(task) and not is_second(other)


def beside(task: Task | None) -> ColumnElement[bool]:
    """Return the condition for the masks that an author has before them.

    Args:
        task: of the author; None: the engine itself.
    """
    if task is None or not is_second(task):
        return Mask.state == KEPT
    own = and_(Mask.state == SECOND, Mask.task_id == task.id)
    older = or_(Mask.task_id.is_(None), Mask.stage != task.stage)
    return or_(own, and_(Mask.state == KEPT, older))


def visible_masks(session: Session, image: Image, account_id: int) -> list[Mask]:
    """List the masks of an image that somebody may see, in the order in which they were made.

    Who labels the image as a second annotator sees what the first one began with, and what is
    their own; everybody else sees all but the masks of second annotators. Nobody sees deleted ones.
    """
    held = session.scalars(
        select(Task).where(
            Task.image_id == image.id, Task.account_id == account_id, Task.state == LEASED
        )
    )
    second = next((task for task in held if is_second(task)), None)
    shown = Mask.state.not_in((DELETED, SECOND)) if second is None else beside(second)
    chosen = select(Mask).where(Mask.image_id == image.id, shown)
    return list(session.scalars(chosen.order_by(Mask.created_ms, Mask.id)))

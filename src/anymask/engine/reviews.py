"""Reviews: some of the images that are finished are looked at by a second person, mask by mask.

Which images these are follows from their bytes, so nobody knows or chooses. How the verdicts turned
out is told for each annotator.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from anymask.engine.database.masks import ACCEPT, FIX, REJECT
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Account, Image, Mask, Project, Task, Verdict
from anymask.engine.database.work import REVIEW
from anymask.engine.second import is_second
from anymask.engine.tasks import open_task


@dataclass(frozen=True)
class Reviewed:
    """What reviewers said about the masks of one annotator.

    Attributes:
        account_id: of the annotator; None: masks that no person made.
        name: of the annotator.
        accepted, fixed, rejected: numbers of masks.
        mean_iou: of masks with what the reviewers made of them: 1 as they were, 0 rejected.
    """

    account_id: int | None
    name: str | None
    accepted: int
    fixed: int
    rejected: int
    mean_iou: float


def is_reviewed(sha256: str, share: float) -> bool:
    """Say whether an image is to be reviewed, by its hash.

    Other digits than those that choose held-out images, so that the choices do not depend on each
    other.

    >>> is_reviewed("f" * 8 + "0" * 56, 0.1), is_reviewed("0" * 8 + "f" * 56, 0.1)
    (True, False)
    """
    return int(sha256[8:16], 16) < share * 2**32


def ask_for_review(session: Session, done: Task, share: float, clock: Clock = now) -> Task | None:
    """Open a review of an image that is labelled, if it is one of those that are reviewed.

    Args:
        session: of a transaction that writes.
        done: the task of the annotator.
        share: of images that are reviewed, 0 to 1.
        clock: tells the time.
    """
    image = session.get_one(Image, done.image_id)
    if is_second(done) or not is_reviewed(image.sha256, share):
        return None
    project = session.get_one(Project, done.project_id)
    there = select(Task.id).where(
        Task.image_id == image.id, Task.stage == project.stage, Task.kind == REVIEW
    )
    if session.scalars(there).first() is not None:
        return None
    return open_task(session, project, image, kind=REVIEW, clock=clock)


def agreed_iou() -> ColumnElement[float]:
    """Return the IoU of a mask with what its verdict wants: 1 accepted, 0 rejected, or measured."""
    return case(
        (Verdict.verdict == ACCEPT, 1.0), (Verdict.verdict == REJECT, 0.0), else_=Verdict.iou
    )


def review_summary(session: Session, project_id: int) -> list[Reviewed]:
    """Tell what reviewers said about the masks of each annotator; who was not reviewed is left out.

    Audits count apart, see `audits.py`.
    """
    rows = session.execute(
        select(
            Mask.account_id,
            Account.name,
            *(func.sum(case((Verdict.verdict == each, 1), else_=0)) for each in ORDER),
            func.avg(agreed_iou()),
        )
        .select_from(Verdict)
        .join(Task, Verdict.task_id == Task.id)
        .join(Mask, Verdict.mask_id == Mask.id)
        .join(Account, Mask.account_id == Account.id, isouter=True)
        .where(Task.project_id == project_id, Task.kind == REVIEW)
        .group_by(Mask.account_id, Account.name)
        .order_by(Mask.account_id)
    )
    return [Reviewed(*row) for row in rows]


ORDER = (ACCEPT, FIX, REJECT)
"""Of the counts in `Reviewed`."""

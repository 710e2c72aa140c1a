"""What is wrong in a project and waits for somebody: flags, faulty images, jobs that failed."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anymask.engine.database.pictures import FAULTY
from anymask.engine.database.tables import Account, Flag, Image, Job, Project
from anymask.engine.database.work import FAILED


@dataclass(frozen=True)
class OpenFlag:
    """A flag that nobody has decided about.

    Attributes:
        id: of the flag.
        image_id, image_name: what it is about.
        account_id, account_name: who says so.
        reason: what they say.
        created_ms: when.
    """

    id: int
    image_id: int
    image_name: str
    account_id: int
    account_name: str
    reason: str
    created_ms: int


@dataclass(frozen=True)
class Faults:
    """What is wrong.

    Attributes:
        faulty_images: that nobody is handed.
        open_flags: how many wait for a decision.
        failed_jobs: how many have failed so far.
        flags: those that wait longest.
        jobs: that failed last, the newest first.
    """

    faulty_images: int
    open_flags: int
    failed_jobs: int
    flags: tuple[OpenFlag, ...]
    jobs: tuple[Job, ...]


def faults_of(session: Session, project: Project, limit: int) -> Faults:
    """Find what is wrong in a project; at most `limit` flags and jobs are listed."""
    faulty = select(func.count(Image.id)).where(
        Image.project_id == project.id, Image.state == FAULTY
    )
    flags = (
        select(Flag, Image.name, Account.name)
        .join(Image, Flag.image_id == Image.id)
        .join(Account, Flag.account_id == Account.id)
        .where(Image.project_id == project.id, Flag.resolved_ms.is_(None))
    )
    jobs = select(Job).where(Job.project_id == project.id, Job.state == FAILED)
    return Faults(
        faulty_images=session.scalar(faulty) or 0,
        open_flags=session.scalar(select(func.count()).select_from(flags.subquery())) or 0,
        failed_jobs=session.scalar(select(func.count()).select_from(jobs.subquery())) or 0,
        flags=tuple(
            OpenFlag(
                each.id, each.image_id, name, each.account_id, who, each.reason, each.created_ms
            )
            for each, name, who in session.execute(flags.order_by(Flag.id).limit(limit))
        ),
        jobs=tuple(session.scalars(jobs.order_by(Job.id.desc()).limit(limit))),
    )


def _open_flag(flag: Flag, image_name: str, account_name: str) -> OpenFlag:
    return OpenFlag(
        id=flag.id,
        image_id=flag.image_id,
        image_name=image_name,
        account_id=flag.account_id,
        account_name=account_name,
        reason=flag.reason,
        created_ms=flag.created_ms,
    )

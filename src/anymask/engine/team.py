"""What each person has done in a project: masks and images, how fast, and when they were seen last.

Source of the figures: "Segment Anything", section 4: seconds and clicks for each mask.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from anymask.engine.database.masks import KEPT, SECOND, Mask
from anymask.engine.database.tables import Account, Membership, Project, Task
from anymask.engine.database.work import DONE


@dataclass(frozen=True)
class Worked:
    """What somebody has done.

    Attributes:
        account_id, name: who.
        role: in the project; None: they have none any more.
        masks: kept ones that they drew, those for comparison included.
        images: with such masks.
        finished: tasks.
        seconds_per_mask, clicks_per_mask: of those masks; None: there are none.
        hours: of work on tasks, pauses left out.
        masks_per_hour: of that work; None: there was none.
        last_seen_ms: when they last took or ended a task, or saved a mask; None: never.
    """

    account_id: int
    name: str
    role: str | None
    masks: int
    images: int
    finished: int
    seconds_per_mask: float | None
    clicks_per_mask: float | None
    hours: float
    masks_per_hour: float | None
    last_seen_ms: int | None


@dataclass(frozen=True)
class _Drawn:
    masks: int = 0
    images: int = 0
    seconds: float = 0.0
    clicks: int = 0
    last_ms: int = 0


@dataclass(frozen=True)
class _Tasks:
    finished: int = 0
    seconds: float = 0.0
    last_ms: int = 0


def team_of(session: Session, project: Project) -> list[Worked]:
    """Tell of everybody who has a role in a project or did anything in it, by name."""
    members = select(Membership.account_id).where(Membership.project_id == project.id)
    return _worked(session, project, [*session.scalars(members)])


def work_of(session: Session, project: Project, account_id: int) -> Worked:
    """Tell what one person has done."""
    return next(
        each
        for each in _worked(session, project, [account_id], account_id)
        if each.account_id == account_id
    )


def _worked(
    session: Session, project: Project, who: Iterable[int], only: int | None = None
) -> list[Worked]:
    drawn, tasks = _drawn(session, project, only), _tasks(session, project, only)
    everybody = {*who, *drawn, *tasks}
    rows = session.execute(
        select(Account.id, Account.name, Membership.role)
        .join(
            Membership,
            (Membership.account_id == Account.id) & (Membership.project_id == project.id),
            isouter=True,
        )
        .where(Account.id.in_(everybody))
    )
    found = [_line(*row, drawn.get(row[0], _Drawn()), tasks.get(row[0], _Tasks())) for row in rows]
    return sorted(found, key=lambda each: (each.name.casefold(), each.account_id))


def _line(account_id: int, name: str, role: str | None, drawn: _Drawn, tasks: _Tasks) -> Worked:
    hours = tasks.seconds / 3600
    return Worked(
        account_id=account_id,
        name=name,
        role=role,
        masks=drawn.masks,
        images=drawn.images,
        finished=tasks.finished,
        seconds_per_mask=drawn.seconds / drawn.masks if drawn.masks else None,
        clicks_per_mask=drawn.clicks / drawn.masks if drawn.masks else None,
        hours=hours,
        masks_per_hour=drawn.masks / hours if hours else None,
        last_seen_ms=max(drawn.last_ms, tasks.last_ms) or None,
    )


def _drawn(session: Session, project: Project, only: int | None) -> dict[int, _Drawn]:
    """Add up the masks of people; an index has all of it."""
    rows = session.execute(
        select(
            Mask.account_id,
            func.count(),
            func.count(Mask.image_id.distinct()),
            func.sum(Mask.seconds),
            func.sum(Mask.clicks),
            func.max(Mask.updated_ms),
        )
        .where(
            Mask.project_id == project.id,
            _who(Mask.account_id, only),
            Mask.state.in_((KEPT, SECOND)),
        )
        .group_by(Mask.account_id)
    )
    return {
        who: _Drawn(masks, images, float(seconds), int(clicks), int(last))
        for who, masks, images, seconds, clicks, last in rows
        if who is not None
    }


def _tasks(session: Session, project: Project, only: int | None) -> dict[int, _Tasks]:
    rows = session.execute(
        select(
            Task.account_id,
            func.sum(case((Task.state == DONE, 1), else_=0)),
            func.sum(Task.seconds),
            func.max(func.coalesce(Task.ended_ms, Task.leased_ms, 0)),
        )
        .where(Task.project_id == project.id, _who(Task.account_id, only))
        .group_by(Task.account_id)
    )
    return {
        who: _Tasks(int(done), float(seconds), int(last))
        for who, done, seconds, last in rows
        if who is not None
    }


def _who(column: InstrumentedAttribute[int | None], only: int | None) -> ColumnElement[bool]:
    return column.is_not(None) if only is None else column == only

"""How a project stands: what was labelled in each round, what is left to do, and what is running.

`anymask engine status` prints it, as a table or as JSON.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anymask.engine.database.tables import Image, Job, Project, Task
from anymask.engine.database.work import ANNOTATE
from anymask.engine.statistics import Labelled, labelled

PUBLISHED = (
    "published trend: 34 -> 14 s/mask and 20 -> 44 masks/image (assisted-manual), "
    "34 s/mask and 72 masks/image (semi-automatic), about 100 masks/image (fully-automatic)"
)
"""Segment Anything, section 4."""

JOBS_SHOWN = 5


@dataclass(frozen=True)
class JobState:
    """A job of the engine."""

    id: int
    kind: str
    state: str
    done: int
    total: int
    message: str


@dataclass(frozen=True)
class Status:
    """How a project stands.

    Attributes:
        project: its name.
        stage: in which it is.
        images: their number by state.
        held_out: how many of them models are judged on.
        tasks: of annotators in the present stage, by state.
        rounds: what was labelled when.
        jobs: the newest first.
    """

    project: str
    stage: str
    images: Mapping[str, int]
    held_out: int
    tasks: Mapping[str, int]
    rounds: tuple[Labelled, ...]
    jobs: tuple[JobState, ...]

    def to_dict(self) -> dict[str, Any]:
        """Describe it in JSON values."""
        return asdict(self)


def status_of(session: Session, project: Project) -> Status:
    """Find out how a project stands."""
    own = Image.project_id == project.id
    images = session.execute(
        select(Image.state, func.count(Image.id)).where(own).group_by(Image.state)
    )
    held_out = session.scalar(select(func.count(Image.id)).where(own, Image.held_out))
    tasks = session.execute(
        select(Task.state, func.count(Task.id))
        .where(Task.project_id == project.id, Task.stage == project.stage, Task.kind == ANNOTATE)
        .group_by(Task.state)
    )
    jobs = session.scalars(
        select(Job).where(Job.project_id == project.id).order_by(Job.id.desc()).limit(JOBS_SHOWN)
    )
    return Status(
        project=project.name,
        stage=project.stage,
        images=dict(images.all()),
        held_out=held_out or 0,
        tasks=dict(tasks.all()),
        rounds=tuple(labelled(session, project)),
        jobs=tuple(
            JobState(job.id, job.kind, job.state, job.done, job.total, job.message) for job in jobs
        ),
    )


HEADINGS = (
    *("round", "stage", "model", "images", "drawn", "filled in"),
    *("masks/image", "s/mask", "clicks/mask", "mIoU", "next model"),
)


def round_table(status: Status) -> list[tuple[str, ...]]:
    """Return the rounds as the rows of a table, headings first; a dash where nothing is known."""
    return [HEADINGS, *(_row(line) for line in status.rounds)]


def _row(line: Labelled) -> tuple[str, ...]:
    return (
        str(line.round),
        line.stage,
        line.model or "-",
        str(line.images),
        str(line.drawn),
        str(line.filled_in),
        _number(line.masks_per_image, 1),
        _number(line.seconds_per_mask, 1),
        _number(line.clicks_per_mask, 2),
        _number(line.iou, 3),
        _next_model(line),
    )


def _next_model(line: Labelled) -> str:
    if line.promoted is None:
        return "-"
    return f"{_number(line.next_iou, 3)}, {'promoted' if line.promoted else 'kept aside'}"


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"

"""Tables of work: tasks that people lease, models, rounds, and jobs that the server runs."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from anymask.engine.database.schema import Base, Hash, Json, Key, LongText, Milliseconds, Name, Word

OPEN, LEASED, DONE, SKIPPED = "open", "leased", "done", "skipped"
ANNOTATE, REVIEW, AUDIT = "annotate", "review", "audit"
FIRST = 0
"""Number of the task whose masks are the data set; others label the image for comparison."""
WAITING, RUNNING, FAILED, STOPPED = "waiting", "running", "failed", "stopped"
"""States of a job, beside `DONE`."""


class Task(Base):
    """One person's work on one image. Leased until a time; who comes later gets another one."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("image_id", "stage", "kind", "number"),
        Index("ix_task_project_id_state_priority", "project_id", "state", "priority"),
        Index("ix_task_account_id_ended_ms", "account_id", "ended_ms"),
    )

    id: Mapped[Key]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    image_id: Mapped[int] = mapped_column(ForeignKey("image.id"))
    stage: Mapped[Word]
    kind: Mapped[Word]
    number: Mapped[int]  # FIRST, or more where several people work on the same image apart
    priority: Mapped[int]  # lower first
    state: Mapped[Word]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lease: Mapped[UUID | None]  # shown with every save; another lease ends the old one
    lease_until_ms: Mapped[Milliseconds | None]
    leased_ms: Mapped[Milliseconds | None]  # when the present lease began
    counted_ms: Mapped[Milliseconds]  # of the holder's clock, up to which work has been counted
    seconds: Mapped[float]  # of work on the image as a whole, without idle time
    created_ms: Mapped[Milliseconds]
    ended_ms: Mapped[Milliseconds | None]


class Model(Base):
    """Weights that masks were made with; the files lie in the object store."""

    __tablename__ = "model"

    id: Mapped[Key]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    name: Mapped[Name]
    kind: Mapped[Word]  # segmenter or detector
    location: Mapped[Name]  # name of the catalogue, or key in the object store
    sha256: Mapped[Hash]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("model.id"))
    scores: Mapped[Json]  # on the held-out images
    created_ms: Mapped[Milliseconds]
    promoted_ms: Mapped[Milliseconds | None]


class Round(Base):
    """A stretch of labelling that ends with a retraining."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[Key]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    stage: Mapped[Word]
    model_id: Mapped[int | None] = mapped_column(ForeignKey("model.id"))
    outcome: Mapped[Json]
    started_ms: Mapped[Milliseconds]
    ended_ms: Mapped[Milliseconds | None]


class Job(Base):
    """Long work of the server: retraining, a detector, automatic masks, a release."""

    __tablename__ = "job"

    id: Mapped[Key]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    kind: Mapped[Word]
    state: Mapped[Word]
    request: Mapped[Json]
    done: Mapped[int]
    total: Mapped[int]
    message: Mapped[LongText]
    result: Mapped[Json]
    created_ms: Mapped[Milliseconds]
    started_ms: Mapped[Milliseconds | None]
    heartbeat_ms: Mapped[Milliseconds | None]
    ended_ms: Mapped[Milliseconds | None]

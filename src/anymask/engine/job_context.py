"""What a job gets to work with, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from anymask.engine.database.tables import Job, Project
from anymask.engine.heartbeat import Heartbeat
from anymask.engine.project import Engine

Finish = Callable[[Session, Project], dict[str, Any]]
"""Enters what a job has led to and returns its result; called in the transaction that ends it."""


@dataclass(frozen=True)
class JobContext:
    """A job on its way.

    Attributes:
        engine, project: what it is about.
        job: as it was when this worker took it.
        heart: hears how far it is, and says when it was stopped.
        device: where models run; None takes the best one there is.
    """

    engine: Engine
    project: Project
    job: Job
    heart: Heartbeat
    device: str | None

    @property
    def folder(self) -> Path:
        """A folder of its own; what lies there is found again after a crash."""
        return self.engine.folder / "runs" / f"{self.job.id:05d}-{self.job.kind}"


Work = Callable[[JobContext], Finish]
"""Does a job, up to what `Finish` enters."""

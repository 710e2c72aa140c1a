"""A team of simulated annotators in this process: hours of their work pass in minutes.

The application is the real one and is asked over HTTP, only that no network lies between. What
they make is dated as it is made, so that it belongs to the present round; only their tasks count as
handed out long ago, or the server would not believe how long they took.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.database.people import ANNOTATOR
from anymask.engine.database.schema import now
from anymask.engine.database.tables import Account, Project, Task
from anymask.engine.project import Engine
from anymask.serving.app import create_app
from anymask.serving.client import ProjectClient
from anymask.serving.simulated.annotator import Annotator
from anymask.serving.simulated.behaviour import Behaviour
from anymask.serving.simulated.oracle import Oracle

LONGEST_SITTING_MS = 7 * 24 * 3600 * 1000
"""So long before its time a task counts as handed out."""


@dataclass(frozen=True)
class Team:
    """Annotators who work one after the other."""

    annotators: tuple[Annotator, ...]

    def work(
        self, follow: Callable[[int], None] = lambda images: None, most: int | None = None
    ) -> int:
        """Do the tasks that there are; return how many images were finished.

        Args:
            follow: is told after each how many images are finished.
            most: images to finish; None: all.
        """
        done, idle = 0, 0
        for each in itertools.cycle(self.annotators):
            if done == most or idle == len(self.annotators):
                break
            before = each.diary.images
            idle = 0 if each.work() else idle + 1
            if each.diary.images > before:
                done += 1
                follow(done)
        return done


def gather(
    engine: Engine,
    project: Project,
    oracle: Oracle,
    people: int,
    behaviour: Behaviour,
    *,
    seed: int = 0,
    device: str | None = None,
) -> Team:
    """Hire annotators for a project, with accounts and tokens like everybody's.

    Args:
        engine: of the project.
        project: to be labelled.
        oracle: knows the truth of its images.
        people: how many.
        behaviour: how they work.
        seed: of all that is random about them.
        device: where the model runs.
    """
    app = create_app(engine, device=device)
    annotators = []

    def begin(task_id: int) -> None:
        engine.database.write(lambda session: _date_back(session, task_id))

    for number in range(people):
        token = engine.database.write(_hire(project, f"simulated {number + 1}"))
        http = TestClient(app, headers={"authorization": f"Bearer {token}"})
        client = ProjectClient(http, project.name)
        annotators.append(Annotator(client, oracle, behaviour, seed + number, begin))
    return Team(tuple(annotators))


def _date_back(session: Session, task_id: int) -> None:
    task = session.get_one(Task, task_id)
    task.leased_ms = now() - LONGEST_SITTING_MS


def _hire(project: Project, name: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        account = session.scalar(select(Account).where(Account.name == name))
        account = account or add_account(session, name)
        grant(session, session.get_one(Project, project.id), account, ANNOTATOR, by=None)
        return make_token(session, account, "simulated")

    return work

"""A team of simulated annotators in this process, on a clock of their own: hours pass in minutes.

The application is the real one and is asked over HTTP, only that no network lies between. One
annotator works at a time, so that the clock means the same for all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.database.people import ANNOTATOR
from anymask.engine.database.schema import now
from anymask.engine.database.tables import Account, Project
from anymask.engine.project import Engine
from anymask.serving.app import create_app
from anymask.serving.client import ProjectClient
from anymask.serving.simulated.annotator import Annotator
from anymask.serving.simulated.behaviour import Behaviour
from anymask.serving.simulated.oracle import Oracle


class TurnedClock:
    """A clock that shows the time of its making until it is turned."""

    def __init__(self) -> None:
        self._ms = now()

    def __call__(self) -> int:
        """Return the time in milliseconds since 1970."""
        return self._ms

    def turn(self, seconds: float) -> None:
        """Let time pass."""
        self._ms += round(1000 * seconds)


@dataclass(frozen=True)
class Team:
    """Annotators who work one after the other."""

    annotators: tuple[Annotator, ...]

    def work(self, follow: Callable[[int], None] = lambda images: None) -> int:
        """Do all tasks that there are; return how many images were finished.

        Args:
            follow: is told after each how many images are finished.
        """
        before = sum(each.diary.images for each in self.annotators)
        busy = True
        while busy:
            turns = [each.work() for each in self.annotators]
            busy = any(turns)
            follow(sum(each.diary.images for each in self.annotators) - before)
        return sum(each.diary.images for each in self.annotators) - before


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
    clock = TurnedClock()
    app = create_app(engine, device=device, clock=clock)
    annotators = []
    for number in range(people):
        token = engine.database.write(_hire(project, f"simulated {number + 1}"))
        http = TestClient(app, headers={"authorization": f"Bearer {token}"})
        client = ProjectClient(http, project.name)
        annotators.append(Annotator(client, oracle, behaviour, seed + number, clock.turn))
    return Team(tuple(annotators))


def _hire(project: Project, name: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        account = session.scalar(select(Account).where(Account.name == name))
        account = account or add_account(session, name)
        grant(session, session.get_one(Project, project.id), account, ANNOTATOR, by=None)
        return make_token(session, account, "simulated")

    return work

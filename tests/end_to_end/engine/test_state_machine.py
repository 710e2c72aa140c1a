"""Claims about leases and saves, whatever people do in whatever order: no mask is lost or doubled.

A model in plain Python says what should happen at each step; the engine has to do the same.
"""

import itertools
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import torch
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, select

from anymask.engine.accounts import Person
from anymask.engine.annotate import complete, draw, erase
from anymask.engine.database.connection import Database
from anymask.engine.database.migrate import upgrade
from anymask.engine.database.tables import Account, Image, Mask, MaskChange, Project, Task
from anymask.engine.masks import MaskInput, StaleError
from anymask.engine.settings import WorkRules
from anymask.engine.tasks import Holding, give_back, keep_alive, next_task, open_task, skip
from anymask.errors import AnymaskError, ConflictError, ForbiddenError, InputError, MissingError
from anymask.geometry import rle

LEASE = 100.0
RULES = WorkRules(reviewed_share=0.0)
PEOPLE = 3
SOMEBODY, SOME = st.integers(0, PEOPLE - 1), st.integers(0, 1_000)


def square(x: int) -> str:
    """The run lengths of a square in a picture of 8 x 12 pixels."""
    mask = torch.zeros(1, 8, 12, dtype=torch.bool)
    mask[0, 2:5, x : x + 3] = True
    return str(rle.to_coco(rle.encode(mask)[0])["counts"])


SQUARES = [square(x) for x in range(5)]


@dataclass
class TaskModel:
    """What a task should be."""

    image: int
    number: int
    state: str = "open"
    holding: Holding | None = None
    until: int = 0
    author: int | None = None


@dataclass
class MaskModel:
    """What a mask should be."""

    task: int
    counts: str
    state: str
    history: list[tuple[str, str]] = field(default_factory=list)


class LeasesAndSaves(RuleBasedStateMachine):
    """Three people, and two images that two people each label without seeing each other."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(template, self.folder / "engine.db")
        self.database = Database(f"sqlite:///{self.folder / 'engine.db'}")
        event.listen(
            self.database.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=OFF")
        )
        self.time = 1_700_000_000_000
        self.leases: list[Holding] = []
        self.requests: list[MaskInput] = []
        self.masks: dict[UUID, MaskModel] = {}
        self.tasks = self.database.write(self.begin)
        for who in range(PEOPLE):
            self.asks_for_work(who)

    def begin(self, session) -> dict[int, TaskModel]:
        """Fill the database."""
        people = [Account(name=f"person {n}", created_ms=0) for n in range(PEOPLE)]
        project = Project(name="zoo", stage="assisted-manual", options={}, created_ms=0)
        session.add_all([project, *people])
        session.flush()
        self.project = project.id
        self.people = [Person(each.id, each.name, {}) for each in people]
        tasks = {}
        for name in "ab":
            fixed = {"width": 12, "height": 8, "state": "ready", "held_out": False}
            image = Image(
                project_id=project.id,
                name=name,
                sha256=64 * name,
                details={},
                created_ms=0,
                **fixed,
            )
            session.add(image)
            session.flush()
            for number in range(2):
                task = open_task(session, project, image, number=number)
                session.flush()
                tasks[task.id] = TaskModel(image.id, number)
        return tasks

    def teardown(self) -> None:
        """Every version of every mask is there, once, in order."""
        with self.database.reading() as session:
            changes = session.scalars(
                select(MaskChange).order_by(MaskChange.mask_id, MaskChange.version)
            ).all()
        self.database.close()
        shutil.rmtree(self.folder)
        found: dict[UUID, list] = {}
        for mask_id, group in itertools.groupby(changes, lambda each: each.mask_id):
            versions = list(group)
            assert [each.version for each in versions] == list(range(1, len(versions) + 1))
            found[mask_id] = [(each.content["rle"], each.content["state"]) for each in versions]
        assert found == {mask_id: mask.history for mask_id, mask in self.masks.items()}

    def clock(self) -> int:
        """Tell the time."""
        return self.time

    def does(self, work, expected: type[AnymaskError] | None = None):
        """Do work in a transaction; it has to fail as expected, or to succeed."""
        if expected is None:
            return self.database.write(work)
        with pytest.raises(expected) as caught:
            self.database.write(work)
        assert caught.type is expected
        return None

    def refusal(self, holding: Holding) -> type[AnymaskError] | None:
        """How a step under a lease should fail."""
        task = self.tasks[holding.task_id]
        return None if task.state == "leased" and task.holding == holding else ConflictError

    def lease(self, pick: int) -> Holding:
        """One of the leases that were ever given; more often than not one that still holds."""
        good = [each for each in self.leases if self.refusal(each) is None]
        chosen = good if good and pick % 4 else self.leases
        return chosen[pick // 4 % len(chosen)]

    @rule(seconds=st.sampled_from([1, 60, 150]))
    def time_passes(self, seconds: int) -> None:
        """Leases may run out."""
        self.time += 1_000 * seconds

    @rule(who=SOMEBODY)
    def asks_for_work(self, who: int) -> None:
        """Somebody gets their own task, or the first that is free and not theirs already."""
        person = self.people[who]
        own = [
            key
            for key, task in self.tasks.items()
            if task.state == "leased" and task.author == person.account_id
        ]
        wanted = own or [key for key in self.tasks if self.is_free_for(key, person)]
        task = self.does(
            lambda s: next_task(s, self.project, person, ["annotate"], LEASE, self.clock)
        )
        assert (None if task is None else task.id) == next(iter(wanted), None)
        if task is not None:
            model, holding = self.tasks[task.id], Holding(task.id, person.account_id, task.lease)
            kept = bool(own) and model.until > self.time
            assert kept == (holding == model.holding)
            model.state, model.author, model.holding = "leased", person.account_id, holding
            model.until = self.time + round(1_000 * LEASE)
            self.leases.append(holding)

    def is_free_for(self, key: int, person: Person) -> bool:
        """Does nobody hold a task, and has this person no other one of its image?"""
        task = self.tasks[key]
        others = [each for k, each in self.tasks.items() if k != key and each.image == task.image]
        mine = any(
            each.author == person.account_id and each.state in ("leased", "done") for each in others
        )
        expired = task.state == "leased" and task.until <= self.time
        return (task.state == "open" or expired) and not mine

    @rule(pick=SOME)
    def keeps_alive(self, pick: int) -> None:
        """A lease that nobody else took holds on, even when it had run out."""
        holding = self.lease(pick)
        refusal = self.refusal(holding)
        self.does(lambda s: keep_alive(s, holding, LEASE, self.clock), refusal)
        if refusal is None:
            self.tasks[holding.task_id].until = self.time + round(1_000 * LEASE)

    @rule(pick=SOME, how=st.sampled_from(["done", "skipped", "open"]))
    def ends(self, pick: int, how: str) -> None:
        """Tasks are done, skipped or given back; ending one twice is ending it once."""
        holding = self.lease(pick)
        task = self.tasks[holding.task_id]
        again = how != "open" and task.state == how and task.holding == holding
        refusal = None if again else self.refusal(holding)
        acts = {
            "done": lambda s: complete(s, holding, [], RULES, self.clock),
            "skipped": lambda s: skip(s, holding, "dark", self.clock),
            "open": lambda s: give_back(s, holding),
        }
        self.does(acts[how], refusal)
        if refusal is None:
            task.state = how
            if how == "open":
                task.holding = task.author = None

    @rule(pick=SOME, shape=st.sampled_from(SQUARES))
    def draws(self, pick: int, shape: str) -> None:
        """A mask that is new; late saves and copies are refused."""
        holding, given = self.lease(pick), MaskInput(uuid4(), uuid4(), 0, shape)
        self.saves(holding, given, self.refusal(holding) or self.doubles(holding, given))

    @precondition(lambda self: self.masks)
    @rule(pick=SOME, which=SOME, shape=st.sampled_from(SQUARES), behind=st.integers(0, 1))
    def changes(self, pick: int, which: int, shape: str, behind: int) -> None:
        """Another version of a mask; what was not seen is not overwritten."""
        holding, mask_id = self.lease(pick), list(self.masks)[which % len(self.masks)]
        given = MaskInput(mask_id, uuid4(), len(self.masks[mask_id].history) - behind, shape)
        refusal = self.refusal(holding) or self.closed(holding, mask_id)
        stale = StaleError if behind else None
        self.saves(holding, given, refusal or stale or self.doubles(holding, given))

    @precondition(lambda self: self.requests)
    @rule(pick=SOME, which=SOME)
    def repeats(self, pick: int, which: int) -> None:
        """An old request arrives again and changes nothing."""
        holding, given = self.lease(pick), self.requests[which % len(self.requests)]
        drawn = self.does(
            lambda s: draw(s, holding, given, [], RULES, self.clock), self.refusal(holding)
        )
        assert drawn is None or drawn.saved.repeated

    @precondition(lambda self: self.masks)
    @rule(pick=SOME, which=SOME, behind=st.integers(0, 1))
    def takes_away(self, pick: int, which: int, behind: int) -> None:
        """A mask goes; its versions stay."""
        holding, mask_id = self.lease(pick), list(self.masks)[which % len(self.masks)]
        mask = self.masks[mask_id]
        refusal = self.refusal(holding) or self.closed(holding, mask_id)
        refusal = refusal or (StaleError if behind else None)
        seen = len(mask.history) - behind
        self.does(lambda s: erase(s, holding, mask_id, uuid4(), seen, self.clock), refusal)
        if refusal is None:
            mask.state = "deleted"
            mask.history.append((mask.counts, mask.state))

    def saves(self, holding: Holding, given: MaskInput, refusal: type[AnymaskError] | None) -> None:
        """Save, in the engine and in the model."""
        drawn = self.does(lambda s: draw(s, holding, given, [], RULES, self.clock), refusal)
        if drawn is None:
            return
        state = "second" if self.tasks[holding.task_id].number else "kept"
        mask = self.masks.setdefault(given.id, MaskModel(holding.task_id, given.counts, state))
        mask.counts, mask.state = given.counts, state
        mask.history.append((mask.counts, mask.state))
        self.requests.append(given)
        assert drawn.saved.mask.version == len(mask.history)

    def closed(self, holding: Holding, mask_id: UUID) -> type[AnymaskError] | None:
        """Masks of another image are a mistake, those of the other annotator are not ours."""
        own = self.masks[mask_id].task
        if self.tasks[own].image != self.tasks[holding.task_id].image:
            return ConflictError
        return None if own == holding.task_id else ForbiddenError

    def doubles(self, holding: Holding, given: MaskInput) -> type[AnymaskError] | None:
        """The same mask is refused among those that its author sees."""
        twins = [
            mask_id
            for mask_id, mask in self.masks.items()
            if mask.task == holding.task_id and mask.state in ("kept", "second")
        ]
        same = any(self.masks[each].counts == given.counts for each in twins if each != given.id)
        return InputError if same else None

    @invariant()
    def every_mask_is_there_once(self) -> None:
        """What was acknowledged is there, as it was, and nothing else."""
        with self.database.reading() as session:
            rows = session.scalars(select(Mask)).all()
            states = {task.id: task.state for task in session.scalars(select(Task))}
        assert states == {key: task.state for key, task in self.tasks.items()}
        assert {row.id: (row.task_id, row.rle, row.state, row.version) for row in rows} == {
            mask_id: (mask.task, mask.counts, mask.state, len(mask.history))
            for mask_id, mask in self.masks.items()
        }


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A file with all tables, to be copied."""
    database = Database(f"sqlite:///{tmp_path / 'template.db'}")
    upgrade(database)
    database.close()
    return tmp_path / "template.db"


def test_no_order_of_steps_loses_or_doubles_a_mask(template: Path) -> None:
    run_state_machine_as_test(
        lambda: LeasesAndSaves(template),
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nobody_gets_in_with_a_lease_of_their_own_making(template: Path) -> None:
    machine = LeasesAndSaves(template)
    holding, given = machine.leases[0], MaskInput(uuid4(), uuid4(), 0, SQUARES[0])
    machine.saves(replace(holding, lease=uuid4()), given, ConflictError)
    machine.saves(replace(holding, account_id=99), given, ConflictError)
    nowhere = replace(holding, task_id=99)
    machine.does(lambda s: keep_alive(s, nowhere, LEASE), MissingError)
    machine.teardown()

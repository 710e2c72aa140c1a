"""What the engine's tests share: SQLite and a real PostgreSQL, an engine, a clock to be turned."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import numpy as np
import psycopg
import pytest
import torch
from argon2 import PasswordHasher
from PIL import Image as Picture
from sqlalchemy import select

from anymask.engine import accounts
from anymask.engine.accounts import Person, add_account, grant
from anymask.engine.annotate import complete
from anymask.engine.annotate import draw as draw_mask
from anymask.engine.database.connection import Database
from anymask.engine.database.migrate import upgrade
from anymask.engine.database.tables import Account, Flag, Image, Mask, Model, Project, Round, Task
from anymask.engine.images import Arrived, add_images
from anymask.engine.jobs import TRAIN, ask
from anymask.engine.masks import MaskInput
from anymask.engine.models import add_model, keep_weights
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings, WorkRules
from anymask.engine.tasks import Holding, next_task
from anymask.engine.verdicts import Judged, VerdictInput, judge
from anymask.geometry import rle

REQUIRED = "ANYMASK_REQUIRE_POSTGRES"
"""Set by CI: there, a PostgreSQL that is not installed is a failure."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of its own, reached through a socket; the URL of a database on it."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb") or (str(binaries[-1]) if binaries else None)
    if found is None:
        assert not os.environ.get(REQUIRED), "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="anymask-postgres-", dir="/tmp"))
    with _Served(Path(found).resolve().parent, folder):
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    shutil.rmtree(folder, ignore_errors=True)


class _Served:
    """PostgreSQL in a folder; it does not run as root, so root becomes its own user."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder = binaries, folder
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def run(self, program: str, *arguments: str) -> None:
        command = [*self.prefix, str(self.binaries / program), "-D", str(self.folder / "data")]
        subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def __enter__(self) -> None:
        if self.prefix:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-A", "trust", "-U", "postgres", "--no-sync")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-w", "-l", log, "-o", options, "start")

    def __exit__(self, *_: object) -> None:
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a database with all tables, to be copied."""
    name = "anymask_template"
    with psycopg.connect(postgres.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    _make_tables(postgres.replace("/postgres?", f"/{name}?"))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _make_tables(f"sqlite:///{path}")
    return path


def _make_tables(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with empty tables, once of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "engine.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template, server = (request.getfixturevalue(n) for n in ("postgres_template", "postgres"))
    name, plain = f"test_{uuid4().hex}", server.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with little work, so that tests are quick."""
    monkeypatch.setattr(
        accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with all tables."""
    opened = Database(database_url)
    upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def engine(database_url: str, tmp_path: Path) -> Iterator[Engine]:
    """An engine without projects."""
    made = init_engine(tmp_path / "engine", EngineSettings(database=database_url))
    yield made
    made.close()


@pytest.fixture
def project(engine: Engine, arrivals: list[Arrived]):
    """A project with three images."""
    made = add_project(engine, "zoo")
    add_images(engine.database, engine.store, made, arrivals, held_out_share=0.0)
    return made


@pytest.fixture
def arrivals() -> list[Arrived]:
    """Three small pictures that differ."""
    return [
        Arrived(f"{name}.png", draw(shade))
        for name, shade in zip("abc", (10, 90, 170), strict=True)
    ]


def draw(shade: int, size: tuple[int, int] = (30, 40)) -> bytes:
    """The file of a picture (height, width) of one shade."""
    stream = BytesIO()
    Picture.fromarray(np.full((*size, 3), shade, np.uint8)).save(stream, "PNG")
    return stream.getvalue()


class TurnedClock:
    """A clock that stands until it is turned."""

    def __init__(self) -> None:
        self.ms = 1_700_000_000_000

    def __call__(self) -> int:
        return self.ms

    def turn(self, seconds: float) -> None:
        """Let time pass."""
        self.ms += round(1000 * seconds)


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that stands until it is turned."""
    return TurnedClock()


class Desk:
    """People at work in a project, step by step; every step is a transaction of its own."""

    def __init__(self, engine: Engine, project: Project, clock: TurnedClock) -> None:
        self.engine, self.project_id, self.clock = engine, project.id, clock
        self.rules = WorkRules(reviewed_share=0.0)

    def write(self, work):
        """Do work in a transaction."""
        return self.engine.database.write(work)

    def ask(self, statement) -> list:
        """Return the rows of a statement."""
        with self.engine.database.reading() as session:
            return list(session.scalars(statement))

    def person(self, name: str) -> Person:
        """Make somebody."""

        def work(session):
            account = Account(name=name, created_ms=0)
            session.add(account)
            session.flush()
            return Person(account.id, name, {})

        return self.write(work)

    def take(self, person: Person, *kinds: str) -> Holding | None:
        """Lease a task; by default one for annotators."""
        wanted = kinds or ("annotate",)
        task = self.write(
            lambda s: next_task(s, self.project_id, person, wanted, 300.0, self.clock)
        )
        return None if task is None else Holding(task.id, person.account_id, task.lease)

    def draw(self, holding: Holding, counts: str, **more) -> Mask:
        """Draw a mask within a task."""
        given = MaskInput(more.pop("mask_id", None) or uuid4(), uuid4(), 0, counts)
        given = replace(given, **more)
        return self.write(
            lambda s: draw_mask(s, holding, given, (), self.rules, self.clock)
        ).saved.mask

    def judge(self, holding: Holding, mask: Mask, verdict: str, counts=None, **more) -> Judged:
        """Give a verdict on a mask as it was returned last."""
        seen = more.pop("seen", mask.version)
        given = VerdictInput(mask.id, more.pop("request", None) or uuid4(), seen, verdict, counts)
        moments = more.pop("moments", ())
        return self.write(lambda s: judge(s, holding, given, moments, self.rules, self.clock))

    def complete(self, holding: Holding) -> Task:
        """End a task."""
        return self.write(lambda s: complete(s, holding, (), self.rules, self.clock))


@pytest.fixture
def desk(engine: Engine, project: Project, clock: TurnedClock) -> Desk:
    """People at work in the project with three images."""
    return Desk(engine, project, clock)


@pytest.fixture
def square() -> Callable[..., str]:
    """The function that draws a square as run lengths of the project's images."""

    def draw_square(x: int = 3, side: int = 5, y: int = 4) -> str:
        mask = torch.zeros(1, 30, 40, dtype=torch.bool)
        mask[0, y : y + side, x : x + side] = True
        return str(rle.to_coco(rle.encode(mask)[0])["counts"])

    return draw_square


@pytest.fixture
def other(tmp_path: Path, arrivals):
    """Another engine, on SQLite, in which a project has numbers of its own."""
    made = init_engine(tmp_path / "other", EngineSettings())
    add_images(made.database, made.store, add_project(made, "first"), arrivals, held_out_share=0.0)
    yield made
    made.close()


@pytest.fixture
def worked(tmp_path: Path, desk, arrivals, square, clock) -> Callable[[Engine], Project]:
    """The function that lets people work in a project of an engine."""

    def work_in(engine: Engine) -> Project:
        project = add_project(engine, "farm")
        add_images(engine.database, engine.store, project, arrivals, held_out_share=0.5)
        weights = tmp_path / "weights"
        weights.mkdir(exist_ok=True)
        (weights / "config.json").write_text("{}")
        location = keep_weights(engine.store, weights)

        def begin(session):
            ann = add_account(session, "ann", "a good password")
            grant(session, session.get_one(Project, project.id), ann, "annotator", None)
            image = session.scalars(select(Image).where(Image.project_id == project.id)).first()
            session.add(Flag(image_id=image.id, account_id=ann.id, reason="?", created_ms=1))
            parent = session.get_one(Model, project.model_id)
            add_model(session, project, "segmenter", "better", location, parent, {"iou": 0.5})
            ask(session, project, TRAIN)
            first = {"number": 1, "stage": "assisted-manual", "outcome": {}, "started_ms": 1}
            session.add(Round(project_id=project.id, model_id=parent.id, **first))

        engine.database.write(begin)
        here = type(desk)(engine, project, clock)
        bob = here.person("bob")
        holding = here.take(bob)
        here.draw(holding, square(3), seconds=3.0, model_id=project.model_id)
        here.draw(holding, square(20), category="cat")
        here.complete(holding)
        return project

    return work_in

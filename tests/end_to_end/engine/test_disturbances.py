"""Claims about people who save while the database stops or the disk is full: nothing gets lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
import torch
from fastapi.testclient import TestClient
from sqlalchemy import event

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.check import check
from anymask.engine.database.tables import Project
from anymask.engine.images import add_images, files_of
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.errors import ResourceError
from anymask.serving.app import create_app
from anymask.serving.client import ProjectClient
from anymask.serving.simulated.disturbances import Disturbance, FullDisk, Outage
from anymask.serving.simulated.endurance import ServerProcess, draw_blot
from anymask.serving.simulated.load import Outcome, put_under_load
from anymask.serving.wire import MaskIn
from anymask.storage.images import save_png

PEOPLE = 3


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    """The function that makes an engine with an image for everybody."""
    made: list[Engine] = []
    draws = np.random.default_rng(0)
    for number in range(PEOPLE):
        noise = draws.integers(0, 255, (48, 64, 3), np.uint8)
        save_png(tmp_path / f"pictures/{number}.png", noise)

    def make_in(folder: Path, database: str | None = None) -> Engine:
        engine = init_engine(folder / "engine", EngineSettings(database=database))
        project, pictures = add_project(engine, "zoo"), files_of(tmp_path / "pictures")
        add_images(engine.database, engine.store, project, pictures, held_out_share=0.0)
        made.append(engine)
        return engine

    yield make_in
    for engine in made:
        engine.close()


def tokens(engine: Engine) -> list[str]:
    """The tokens of new annotators."""

    def work(session) -> list[str]:
        project = session.query(Project).one()
        found = []
        for number in range(PEOPLE):
            account = add_account(session, f"saver {number}")
            grant(session, project, account, "annotator", by=None)
            found.append(make_token(session, account, "test"))
        return found

    return engine.database.write(work)


def load(engine: Engine, *disturbances: Disturbance) -> Outcome:
    """People save masks on a real server while something goes wrong."""
    server = ServerProcess(engine.folder, {"OMP_NUM_THREADS": "1"})
    server.start()
    try:
        return put_under_load(
            server.url,
            "zoo",
            tokens(engine),
            disturbances,
            pause_seconds=0.0,
            between=(0.5, 0.5),
            calm_seconds=10.0,
        )
    finally:
        server.stop()


def assert_nothing_happened(engine: Engine, found: Outcome, answer: str) -> None:
    """Everything acknowledged is there, once and whole, and people were told what was wrong."""
    assert (found.audit.lost, found.audit.doubled) == (0, 0)
    assert check(engine, engine.find_project()) == []
    assert found.audit.acknowledged > 0
    assert found.calm == PEOPLE
    told = [reason for reason in found.failures if answer in reason]
    assert told
    unclear = [each for each in found.failures if "the database cannot be used now" not in each]
    assert unclear == []


@pytest.mark.slow
def test_nothing_is_lost_when_the_database_is_stopped_and_started(make, postgres, tmp_path) -> None:
    engine = make(tmp_path, postgres.url)
    # Longer than the server tries by itself, so that people are told.
    found = load(engine, Outage(postgres.stop, postgres.start, seconds=5.0))
    assert_nothing_happened(engine, found, "check that it runs")


@pytest.mark.slow
def test_nothing_is_lost_when_the_disk_is_full(make, small_disk: Path) -> None:
    engine = make(small_disk)
    found = load(engine, FullDisk(small_disk, seconds=3.0))
    assert_nothing_happened(engine, found, "full; check that it runs and has room on its disk")


def test_a_database_that_cannot_grow_keeps_what_it_has(make, tmp_path: Path) -> None:
    engine = make(tmp_path)
    limit = [2**30]

    @event.listens_for(engine.database.engine, "begin")
    def bound(connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={limit[0]}")

    headers = {"authorization": f"Bearer {tokens(engine)[0]}"}
    http = TestClient(create_app(engine, device="cpu"), headers=headers)
    client = ProjectClient(http, "zoo", attempts=1)
    task = client.next_task()
    assert task is not None
    image = next(each for each in client.images() if each.id == task.image_id)
    generator, kept = torch.Generator().manual_seed(0), set()

    def save(mask_id=None, request_id=None) -> None:
        mask = MaskIn(
            lease=task.lease,
            request_id=request_id or uuid4(),
            seen_version=0,
            counts=draw_blot(image, generator),
        )
        mask_id = mask_id or uuid4()
        client.save_mask(task, mask_id, mask)
        kept.add(mask_id)

    save()
    with engine.database.reading() as session:
        limit[0] = session.connection().exec_driver_sql("PRAGMA page_count").scalar()

    def save_many() -> None:
        for _ in range(200):
            save()

    with pytest.raises(ResourceError, match="disk is full; check that it runs and has room"):
        save_many()
    refused = uuid4()
    for _ in range(3):
        with pytest.raises(ResourceError, match="disk is full"):
            save(refused)
    limit[0] = 2**30
    save(refused)
    assert {each.id for each in client.masks(image.id)} == kept
    assert check(engine, engine.find_project()) == []

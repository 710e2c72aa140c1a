"""Claims about a server that is killed, and about looking for what it acknowledged."""

import random
import threading
import time
from pathlib import Path
from uuid import uuid4

import pytest
import torch

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.database.tables import Project
from anymask.engine.project import Engine
from anymask.serving.client import ProjectClient
from anymask.serving.simulated.endurance import (
    Audit,
    Saver,
    ServerProcess,
    audit,
    draw_blot,
    run_savers,
)
from anymask.serving.wire import ImageOut

PEOPLE, KILLS = 4, 2


def tokens(engine: Engine, count: int) -> list[str]:
    """The tokens of new annotators of the zoo."""
    project_id = engine.find_project("zoo").id

    def work(session):
        project = session.get_one(Project, project_id)
        found = []
        for number in range(count):
            account = add_account(session, f"saver {number}")
            grant(session, project, account, "annotator", by=None)
            found.append(make_token(session, account, "test"))
        return found

    return engine.database.write(work)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(site) -> None:
    secrets = tokens(site.engine, PEOPLE)
    server = ServerProcess(site.engine.folder, {"OMP_NUM_THREADS": "1"})
    server.start()
    savers = [Saver(ProjectClient.connect(server.url, each, "zoo", 30)) for each in secrets]
    images = {image.id: image for image in savers[0].client.images()}
    stop = threading.Event()
    threads = run_savers(savers, images, stop)
    for _ in range(KILLS):
        time.sleep(random.uniform(0.3, 1.5))
        server.kill()
        server.start()
    time.sleep(0.5)
    stop.set()
    for thread in threads:
        thread.join()
    found = audit(savers, savers[0].client)
    for saver in savers:
        saver.client.close()
    server.stop()
    assert found.acknowledged > KILLS
    assert (found.lost, found.doubled) == (0, 0)


class Reader:
    """A project that has kept some masks."""

    def __init__(self, *kept) -> None:
        self.kept = kept

    def masks(self, image_id: int):
        """Return them."""

        class Kept:
            def __init__(self, mask_id) -> None:
                self.id = mask_id

        return [Kept(each) for each in self.kept]


def test_what_is_missing_or_there_twice_is_found() -> None:
    first, second, third = (uuid4() for _ in range(3))
    saver = Saver(Reader(), acknowledged={first: 1, second: 1, third: 1}, seconds=[0.3, 0.1, 0.2])
    assert audit([saver], Reader(first, second, second)) == Audit(3, 1, 1, (0.1, 0.2, 0.3))
    assert audit([saver], Reader(first, second, third)).percentile(0.95) == 0.3


def test_every_blot_is_another_one() -> None:
    more = {"state": "ready", "held_out": False, "details": {}}
    image = ImageOut(id=1, name="a", width=40, height=30, **more)
    generator = torch.Generator().manual_seed(0)
    assert len({draw_blot(image, generator) for _ in range(50)}) == 50
    assert Path(ServerProcess(Path("x")).url).name.startswith("127.0.0.1:")

"""How the data engine bears many annotators at once, and being killed.

    python benchmarks/engine_load.py --people 50 --minutes 5 --database postgresql+psycopg://...
    python benchmarks/engine_load.py --people 10 --minutes 5
    python benchmarks/engine_load.py --people 10 --kills 100

Each annotator saves a mask every `--pause` seconds through the HTTP API of a real server process.
Prints how many masks were acknowledged, lost and doubled, and how long a save took.
"""

import argparse
import random
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from sqlalchemy.orm import Session

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.database.people import ANNOTATOR
from anymask.engine.database.tables import Project
from anymask.engine.images import add_images, files_of
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.serving.client import ProjectClient
from anymask.serving.simulated.endurance import Audit, Saver, ServerProcess, audit, run_savers
from anymask.storage.images import save_png

PROJECT = "load"
SIZE = (480, 640)
ATTEMPTS = 60


def main() -> None:
    """Put a server under load and report."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        engine = _engine(Path(folder), options)
        tokens = engine.database.write(lambda session: _hire(session, options.people))
        server = ServerProcess(engine.folder, {"OMP_NUM_THREADS": "1"})
        server.start()
        began = time.perf_counter()
        found = _load(server, tokens, options)
        seconds = time.perf_counter() - began
        server.stop()
        engine.close()
    _print(found, seconds, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two masks")
    parser.add_argument("--kills", type=int, default=0, help="kill the server so often instead")
    parser.add_argument("--database", default=None, help="SQLAlchemy URL; by default SQLite")
    return parser.parse_args()


def _engine(folder: Path, options: argparse.Namespace) -> Engine:
    """Make an engine with an image for everybody."""
    draws = np.random.default_rng(0)
    for number in range(2 * options.people):
        noise = draws.integers(0, 255, (SIZE[0] // 8, SIZE[1] // 8, 3), np.uint8)
        save_png(folder / f"pictures/{number}.png", noise.repeat(8, 0).repeat(8, 1))
    settings = EngineSettings(database=options.database)
    engine = init_engine(folder / "engine", settings)
    project = add_project(engine, PROJECT)
    pictures = files_of(folder / "pictures")
    add_images(engine.database, engine.store, project, pictures, held_out_share=0.0)
    return engine


def _hire(session: Session, people: int) -> list[str]:
    project = session.query(Project).filter_by(name=PROJECT).one()
    tokens = []
    for number in range(people):
        account = add_account(session, f"annotator {number}")
        grant(session, project, account, ANNOTATOR, by=None)
        tokens.append(make_token(session, account, "benchmark"))
    return tokens


def _load(server: ServerProcess, tokens: list[str], options: argparse.Namespace) -> Audit:
    clients = [ProjectClient.connect(server.url, each, PROJECT, ATTEMPTS) for each in tokens]
    pause = 0.0 if options.kills else options.pause
    savers = [Saver(client, pause) for client in clients]
    images = {image.id: image for image in clients[0].images()}
    stop = threading.Event()
    threads = run_savers(savers, images, stop)
    if options.kills:
        for _ in range(options.kills):
            time.sleep(random.uniform(0.2, 1.5))
            server.kill()
            server.start()
    else:
        time.sleep(60 * options.minutes)
    stop.set()
    for thread in threads:
        thread.join()
    found = audit(savers, clients[0])
    for client in clients:
        client.close()
    return found


def _print(found: Audit, seconds: float, options: argparse.Namespace) -> None:
    kind = "PostgreSQL" if options.database else "SQLite"
    print(f"{kind}, {options.people} annotators, {seconds:.0f} s, {options.kills} kills")
    print(f"acknowledged {found.acknowledged}, lost {found.lost}, doubled {found.doubled}")
    times = {name: 1000 * found.percentile(p) for name, p in (("p50", 0.5), ("p95", 0.95))}
    print("save " + ", ".join(f"{name} {ms:.0f} ms" for name, ms in times.items()))


if __name__ == "__main__":
    main()

"""How the data engine bears many annotators at once, and being killed.

    python benchmarks/engine_load.py --people 50 --minutes 5 --database postgresql+psycopg://...
    python benchmarks/engine_load.py --people 10 --minutes 5
    python benchmarks/engine_load.py --people 10 --kills 100
    python benchmarks/engine_load.py --people 10 --database postgresql+psycopg://... --stops 10 \\
        --database-stop "pg_ctl stop -m immediate -D DATA" --database-start "pg_ctl start -D DATA"
    python benchmarks/engine_load.py --people 10 --disk /mnt/small --fills 10

Each annotator saves a mask every `--pause` seconds through the HTTP API of a real server process.
Prints how many masks were acknowledged, lost and doubled, how long a save took, how soon everybody
saved again after something went wrong, and what `anymask engine check` finds. The disk is a small
one, such as a tmpfs: `mount -t tmpfs -o size=64m tmpfs /mnt/small`.
"""

import argparse
import tempfile
from pathlib import Path
from statistics import median

import numpy as np
from sqlalchemy.orm import Session

from anymask.engine.accounts import add_account, grant, make_token
from anymask.engine.check import Fault, check
from anymask.engine.database.people import ANNOTATOR
from anymask.engine.database.tables import Project
from anymask.engine.images import add_images, files_of
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.serving.simulated.disturbances import Disturbance, FullDisk, Kill, Outage
from anymask.serving.simulated.endurance import ServerProcess
from anymask.serving.simulated.load import Outcome, put_under_load
from anymask.storage.images import save_png

PROJECT = "load"
SIZE = (480, 640)
BETWEEN = (0.2, 1.5)
"""Seconds between two things that go wrong, at least and at most."""
CALM_SECONDS = 10.0
"""After the last one."""


def main() -> None:
    """Put a server under load and report."""
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.disk) as folder:
        engine = _engine(Path(folder), options)
        tokens = engine.database.write(lambda session: _hire(session, options.people))
        server = ServerProcess(engine.folder, {"OMP_NUM_THREADS": "1"})
        server.start()
        try:
            wrong = _disturbances(engine, server, options)
            outcome = put_under_load(
                server.url,
                PROJECT,
                tokens,
                wrong,
                pause_seconds=0.0 if wrong else options.pause,
                between=BETWEEN,
                calm_seconds=CALM_SECONDS if wrong else 60 * options.minutes,
            )
            faults = check(engine, engine.find_project(PROJECT))
        finally:
            server.stop()
            engine.close()
    _print(outcome, faults, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two masks")
    parser.add_argument("--database", default=None, help="SQLAlchemy URL; by default SQLite")
    parser.add_argument("--kills", type=int, default=0, help="kill the server so often")
    parser.add_argument("--stops", type=int, default=0, help="stop the database so often")
    parser.add_argument("--database-stop", help="command that stops the database")
    parser.add_argument("--database-start", help="command that starts it")
    parser.add_argument("--fills", type=int, default=0, help="fill the disk so often")
    parser.add_argument("--disk", type=Path, help="folder on a small disk, for the engine")
    options = parser.parse_args()
    if options.stops and not (options.database_stop and options.database_start):
        parser.error("--stops needs --database-stop and --database-start")
    if options.fills and not options.disk:
        parser.error("--fills needs --disk")
    return options


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


def _disturbances(
    engine: Engine, server: ServerProcess, options: argparse.Namespace
) -> list[Disturbance]:
    return [
        *[Kill(server)] * options.kills,
        *[Outage(options.database_stop, options.database_start)] * options.stops,
        *[FullDisk(engine.folder)] * options.fills,
    ]


def _print(found: Outcome, faults: list[Fault], options: argparse.Namespace) -> None:
    kind = "PostgreSQL" if options.database else "SQLite"
    times = ", ".join(f"p{p} {1000 * found.audit.percentile(p / 100):.0f} ms" for p in (50, 95))
    print(
        f"{kind}, {options.people} annotators, {found.seconds:.0f} s: {options.kills} kills, "
        f"{options.stops} stops of the database, {options.fills} full disks"
    )
    masks = found.audit
    print(f"acknowledged {masks.acknowledged}, lost {masks.lost}, doubled {masks.doubled}")
    print(f"save {times}; faults in the engine: {len(faults)}")
    for fault in faults[:10]:
        print(f"  {fault.what}: {fault.reason}")
    if found.recoveries:
        middle, worst = median(found.recoveries), max(found.recoveries)
        print(f"saved again {middle:.1f} s afterwards (median), {worst:.1f} s at most; ", end="")
        print(f"after the last time {found.calm} of {options.people} did")
    for reason, count in found.failures.most_common():
        print(f"answered {count} times: {reason}")


if __name__ == "__main__":
    main()

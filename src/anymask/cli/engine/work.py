"""`anymask engine work`: do the jobs of an engine, and train when there are enough new masks."""

import signal
import time
from types import FrameType
from typing import Annotated, NoReturn

import typer

from anymask.cli import options
from anymask.cli.console import say
from anymask.cli.engine.opening import open_engine_at
from anymask.cli.engine.options import Folder

POLL_SECONDS = 2.0


def work(
    folder: Folder,
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="Stop when there is nothing to do.")
    ] = False,
    device: options.Device = None,
) -> None:
    """Work on the jobs of all projects until somebody stops it; the next worker goes on."""
    signal.signal(signal.SIGTERM, _leave)
    with open_engine_at(folder) as engine:
        from anymask.engine.worker import ask_for_due, run_next

        while True:
            for job in ask_for_due(engine):
                say(f"job {job.id}: {job.kind}, because there are enough new masks")
            done = run_next(engine, say, device=device)
            if done is not None:
                say(f"job {done.id}, {done.kind}: {done.state} {done.message}".rstrip())
            elif until_idle:
                return
            else:
                time.sleep(POLL_SECONDS)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)

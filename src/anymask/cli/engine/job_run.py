"""Ask for a job and do it in this process, or leave it to a worker."""

import time
from typing import TYPE_CHECKING

import typer

from anymask.cli.console import answer, answer_json, complain, say
from anymask.cli.engine.opening import Opened

if TYPE_CHECKING:
    from anymask.engine.database.tables import Job

POLL_SECONDS = 2.0


def run_job(opened: Opened, kind: str, *, device: str | None, queue: bool, json: bool) -> None:
    """Ask for a job of a kind, see it through, and print what came of it; exit code 1 if it failed.

    A job of the kind that waits, or was left by a process that died, is gone on with. While another
    process is at it, this one waits for it.

    Args:
        opened: the engine and the project.
        kind: of the job.
        device: where models run.
        queue: leave it to a worker.
        json: print the result as JSON.
    """
    from anymask.engine.jobs import ask

    job = opened.engine.database.write(lambda session: ask(session, opened.project, kind))
    if not queue:
        job = _see_through(opened, job.id, device)
    if json:
        answer_json({"job": job.id, "state": job.state, "message": job.message, **job.result})
    elif queue:
        answer(f"job {job.id} is {job.state}; a worker does it: anymask engine work")
    else:
        answer(f"job {job.id} is {job.state}" + "".join(_lines(job)))
    if not queue and job.state != "done":
        complain(job.message or f"job {job.id} was stopped")
        raise typer.Exit(1)


def _see_through(opened: Opened, job_id: int, device: str | None) -> "Job":
    """Do a job, or wait for the process that does it."""
    from anymask.engine.database.tables import Job
    from anymask.engine.worker import run_next

    told = ""
    while True:
        job = run_next(opened.engine, say, job_id=job_id, device=device)
        if job is None:
            with opened.engine.database.reading() as session:
                job = session.get_one(Job, job_id)
        if job.ended_ms is not None:
            return job
        word = f"another process is at job {job_id}: {job.done} of {job.total} {job.message}"
        if word != told:
            say(word.rstrip())
            told = word
        time.sleep(POLL_SECONDS)


def _lines(job: "Job") -> list[str]:
    return [f"\n  {name}: {_shown(value)}" for name, value in job.result.items()]


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(each)}" for name, each in value.items())
    return f"{value:.3f}" if isinstance(value, float) else str(value)

"""Do the jobs of an engine: one after the other, also those of workers that died.

`anymask engine work` runs a worker for all projects; the commands that ask for a job do it by the
same means. What a job leads to is entered in the transaction that ends it: all of it, or nothing.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.automatic import label_automatically
from anymask.engine.database.tables import Job, Project
from anymask.engine.database.work import DONE, FAILED
from anymask.engine.heartbeat import Heartbeat
from anymask.engine.job_context import JobContext, Work
from anymask.engine.jobs import (
    AUTOMATIC,
    PROPOSE,
    RELEASE,
    TRAIN,
    TRAIN_DETECTOR,
    Claim,
    StoppedError,
    ask,
    claim,
    claim_of,
    end,
    put_back,
)
from anymask.engine.project import Engine
from anymask.engine.propose import propose_masks
from anymask.engine.release_job import write_release
from anymask.engine.retrain import train_detector, train_segmenter
from anymask.engine.rounds import training_is_due
from anymask.errors import AnymaskError

WORK: Mapping[str, Work] = {
    TRAIN: train_segmenter,
    TRAIN_DETECTOR: train_detector,
    PROPOSE: propose_masks,
    AUTOMATIC: label_automatically,
    RELEASE: write_release,
}
"""Who does which kind of job."""

Report = Callable[[str], None]


def run_next(
    engine: Engine,
    report: Report,
    *,
    job_id: int | None = None,
    device: str | None = None,
    work: Mapping[str, Work] = WORK,
) -> Job | None:
    """Take a job and do it.

    Args:
        engine: whose job it is.
        report: gets lines for people.
        job_id: which one; None: the oldest that can be had.
        device: where models run; None takes the best one there is.
        work: who does which kind.

    Returns:
        The job, as it is afterwards; None: there is none to be had.

    Raises:
        KeyboardInterrupt, SystemExit, BrokenPipeError: somebody stopped this process, or reads
            no report any more; the job goes to the next worker.
    """
    job = engine.database.write(lambda session: claim(session, job_id))
    if job is None:
        return None
    with engine.database.reading() as session:
        project = session.get_one(Project, job.project_id)
    held = claim_of(job)
    with Heartbeat(engine.database, held, report) as heart:
        context = JobContext(engine, project, job, heart, device)
        try:
            _do(context, held, work[job.kind])
        except StoppedError as error:
            report(str(error))
        except AnymaskError as error:
            _fail(engine, held, str(error))
        except (KeyboardInterrupt, SystemExit, BrokenPipeError):  # the last: nobody reads `report`
            engine.database.write(lambda session: put_back(session, held))
            raise
        except Exception as error:
            _fail(engine, held, f"a fault of anymask: {error!r}")
            raise
    with engine.database.reading() as session:
        return session.get_one(Job, job.id)


def ask_for_due(engine: Engine) -> list[Job]:
    """Ask for the training of every project that has enough new masks."""

    def ask_all(session: Session) -> list[Job]:
        projects = session.scalars(select(Project).order_by(Project.id))
        rules = engine.settings.train
        return [
            ask(session, one, TRAIN) for one in projects if training_is_due(session, one, rules)
        ]

    return engine.database.write(ask_all)


def _do(context: JobContext, held: Claim, work: Work) -> None:
    finish = work(context)

    def close(session: Session) -> None:
        project = session.get_one(Project, context.project.id)
        job = end(session, held, DONE, "", {})
        job.result = {**job.result, **finish(session, project)}

    context.engine.database.write(close)


def _fail(engine: Engine, held: Claim, reason: str) -> None:
    try:
        engine.database.write(lambda session: end(session, held, FAILED, reason, {}))
    except StoppedError:
        return  # it is not ours any more: whoever has it says what became of it

"""Claims about what a job gets to work with."""

from anymask.engine.database.tables import Project
from anymask.engine.heartbeat import Heartbeat
from anymask.engine.job_context import JobContext
from anymask.engine.jobs import TRAIN, Claim, ask
from anymask.engine.project import Engine


def test_each_job_has_a_folder_of_its_own(engine: Engine, project: Project) -> None:
    job = engine.database.write(lambda session: ask(session, project, TRAIN))
    heart = Heartbeat(engine.database, Claim(job.id, 0), str)
    context = JobContext(engine, project, job, heart, None)
    assert context.folder == engine.folder / "runs" / f"{job.id:05d}-train"

"""Claims about doing a job in the process of a command."""

from pathlib import Path

from anymask.cli.engine import job_run
from anymask.engine.database.tables import Job, Project
from anymask.engine.jobs import ask, claim, claim_of, end
from anymask.engine.project import open_engine


def test_another_process_that_is_at_it_is_waited_for(run, folder: str, monkeypatch) -> None:
    engine = open_engine(Path(folder))

    def start(session) -> Job:
        job = claim(session, ask(session, session.get_one(Project, 1), "train").id)
        assert job is not None
        return job

    held = claim_of(engine.database.write(start))

    def wait(seconds: float) -> None:
        engine.database.write(lambda session: end(session, held, "done", "", {"score": 0.25}))

    monkeypatch.setattr(job_run.time, "sleep", wait)
    ran = run("engine", "train", folder)
    engine.close()
    assert "another process is at job 1" in ran.err
    assert ran.out == "job 1 is done\n  score: 0.250\n"


def test_nested_results_are_shown_on_a_line() -> None:
    assert job_run._shown({"score": 0.5, "images": 3}) == "score 0.500, images 3"

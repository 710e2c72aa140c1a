"""Claims about `anymask engine stop`."""


def test_a_stopped_job_is_not_done(run, folder: str) -> None:
    run("engine", "train", folder, "--queue")
    assert run("engine", "stop", folder, 1).out == "job 1 is stopped\n"
    (job,) = run("engine", "status", folder, "--json").json["jobs"]
    assert job["state"] == "stopped"


def test_a_job_that_does_not_exist_is_named(run, folder: str) -> None:
    ran = run("engine", "stop", folder, 7)
    assert ran.code == 2
    assert "project 'eng' has no job 7" in ran.err

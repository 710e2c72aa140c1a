"""Claims about `anymask engine advance`."""


def test_a_stage_begins_with_its_job(run, folder: str) -> None:
    ran = run("engine", "advance", folder, "--stage", "fully-automatic")
    assert ran.out == "project 'eng' is in stage 'fully-automatic'\n"
    assert ran.err == "job 1 waits for a worker: anymask engine automatic eng\n"
    assert run("engine", "advance", folder, "--stage", "assisted-manual").err == ""


def test_a_stage_that_cannot_be_entered_is_named(run, folder: str) -> None:
    ran = run("engine", "advance", folder, "--stage", "semi-automatic")
    assert ran.code == 2
    assert "needs a detector" in ran.err

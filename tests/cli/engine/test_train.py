"""Claims about `anymask engine train` and `train-detector`."""

import pytest


def test_a_project_without_masks_cannot_be_learned_from(run, folder: str) -> None:
    ran = run("engine", "train", folder)
    assert ran.code == 1
    assert "has no images with masks to learn from" in ran.err
    assert "job 1 is failed" in ran.out


def test_a_detector_needs_finished_images(run, folder: str) -> None:
    ran = run("engine", "train-detector", folder, "--json")
    assert ran.code == 1
    assert (ran.json["job"], ran.json["state"]) == (1, "failed")
    assert "no finished images with masks" in ran.json["message"]


@pytest.mark.parametrize("kind", ["train", "train-detector"])
def test_a_worker_may_do_it(run, folder: str, kind: str) -> None:
    ran = run("engine", kind, folder, "--queue")
    assert ran.code == 0
    assert ran.out == "job 1 is waiting; a worker does it: anymask engine work\n"

"""Claims about `anymask engine propose` and `automatic`."""

from pathlib import Path

import pytest

QUICK = ("automatic.points_per_side=2", "automatic.crop_layers=0")


@pytest.fixture
def alone(run, pictures: Path, random_model: Path) -> str:
    """An engine in the fully automatic stage, with a small grid."""
    changes = [word for each in (f"model={random_model}", *QUICK) for word in ("--set", each)]
    run("engine", "init", "alone", "--images", pictures, *changes)
    assert run("engine", "advance", "alone", "--stage", "fully-automatic").code == 0
    return "alone"


def test_the_model_labels_all_images(run, alone: str) -> None:
    found = run("engine", "automatic", alone, "--json").json
    assert (found["state"], found["images"]) == ("done", 3)
    lines = run("engine", "status", alone, "--json").json["rounds"]
    assert [(line["stage"], line["images"]) for line in lines] == [
        ("fully-automatic", 3),
    ]


def test_people_are_told_what_came_of_it(run, alone: str) -> None:
    ran = run("engine", "automatic", alone)
    assert ran.code == 0
    assert ran.out.startswith("job 1 is done\n  images: 3\n  masks: ")


def test_a_stage_has_its_commands(run, folder: str) -> None:
    assert "advance --stage fully-automatic" in run("engine", "automatic", folder).err
    assert "advance --stage semi-automatic" in run("engine", "propose", folder).err

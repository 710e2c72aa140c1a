"""Claims about `anymask engine release`."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def labelled(run, folder: str, pairs: Path) -> str:
    """The engine with the masks of the pairs."""
    assert run("engine", "import", folder, "--data", pairs, "--finished").code == 0
    return folder


def test_shards_are_the_default_and_check(run, labelled: str) -> None:
    ran = run("engine", "release", labelled, "--out", "set", "--json")
    assert ran.code == 0
    assert (ran.json["images"], ran.json["masks"], ran.json["broken"]) == (3, 2, {})
    assert "categories" in ran.json["loss"]
    subprocess.run(["sha256sum", "--quiet", "-c", "sha256sums.txt"], cwd="set", check=True)


def test_people_read_numbers_and_what_is_lost(run, labelled: str) -> None:
    ran = run("engine", "release", labelled, "--to", "yolo", "--out", "set")
    assert "set: 3 images, 2 masks" in ran.out
    assert "lost in this form: " in ran.err
    assert "fill in set/datasheet.md" in ran.err


def test_a_command_blurs(run, labelled: str) -> None:
    script = "import json; print(json.dumps({'boxes': [[0, 0, 9, 9]]}))"
    Path("hook.py").write_text(script)
    blur = f"{sys.executable} hook.py"
    ran = run("engine", "release", labelled, "--out", "set", "--blur", blur)
    assert ran.code == 0
    assert "blurred" in Path("set/datasheet.md").read_text()


def test_a_folder_that_is_there_is_left_alone(run, labelled: str) -> None:
    Path("set").mkdir()
    Path("set/mine").touch()
    ran = run("engine", "release", labelled, "--out", "set")
    assert ran.code == 2
    assert "is there already" in ran.err

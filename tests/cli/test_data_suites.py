"""`anymask data suites`: what there is to measure on, where to get it, and what is on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from anymask.data.suites.sam23.suite import SAM_23

Run = Callable[..., Any]


@pytest.fixture
def gtea(tmp_path: Path) -> Path:
    """A root with one image of GTEA, another without a mask, and a folder of another form."""
    for name in ("Images/1.jpg", "Masks/1.png", "Images/2.jpg"):
        path = tmp_path / "sets/gtea/GTEA" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L" if "Masks" in name else "RGB", (4, 3), 1).save(path)
    (tmp_path / "sets/OVIS/train").mkdir(parents=True)
    return tmp_path / "sets"


def test_every_set_is_listed_with_its_address(run: Run) -> None:
    lines = run("data", "suites").out.splitlines()
    assert lines[0].startswith("sam-23: Kirillov et al. 2023")
    listed = {line.split()[0]: line.split()[-1] for line in lines[4:]}
    assert listed == {each.name: each.address for each in SAM_23.sets}


def test_terms_that_were_not_read_are_not_guessed(run: Run) -> None:
    sets = {each["name"]: each for each in run("data", "suites", "--json").json["sets"]}
    assert (sets["DRAM"]["terms"], sets["DRAM"]["terms_said_by"]) == (None, None)
    assert (sets["iShape"]["terms"], sets["iShape"]["terms_said_by"]) == ("CC0 1.0", "publisher")


def test_what_is_on_disk_is_opened(run: Run, gtea: Path) -> None:
    states = {
        each["name"]: each["on_disk"]
        for each in run("data", "suites", "--root", gtea, "--json").json["sets"]
    }
    assert states["GTEA"].startswith("1 images; left out 1 images without a label picture")
    assert states["OVIS"].startswith("cannot be opened: ")
    assert states["LVIS"] is None


def test_the_table_says_so_too(run: Run, gtea: Path) -> None:
    rows = [line.split() for line in run("data", "suites", "--root", gtea).out.splitlines()]
    assert {row[0]: row[-1] for row in rows[4:]}["LVIS"] == "no"


def test_an_unknown_suite_is_refused(run: Run) -> None:
    ran = run("data", "suites", "sam-24")
    assert ran.code == 2
    assert "there is no suite 'sam-24'; did you mean 'sam-23'" in ran.err

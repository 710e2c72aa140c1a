"""`--suite` and `--root`: what is on disk is measured, what is not is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from anymask.cli.evaluate.suite import SuiteOnDisk
from anymask.errors import ConfigurationError, InputError
from anymask.evaluation.sampling import Sampling

Run = Callable[..., Any]
HANDS = np.array([[0, 1, 1, 0], [0, 1, 1, 0], [2, 2, 0, 0]], np.uint8)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two sets of the suite: one that the suite takes whole, one that it thins out."""
    folders = {"GTEA": ("GTEA/Images", "GTEA/Masks"), "EgoHOS": ("train/image", "train/label")}
    for name, (images, labels) in folders.items():
        for folder in (images, labels):
            (tmp_path / "sets" / name / folder).mkdir(parents=True)
        Image.new("RGB", (4, 3)).save(tmp_path / "sets" / name / images / "ego_1.jpg")
        Image.fromarray(HANDS).save(tmp_path / "sets" / name / labels / "ego_1.png")
    return tmp_path / "sets"


def test_sets_on_disk_are_measured_and_the_others_named(
    run: Run, root: Path, random_model: Path
) -> None:
    asked = ("--suite", "sam-23", "--root", root, "--clicks", "1", "--json")
    report = run("evaluate", "points", *asked, "--model", random_model).json
    (method,) = report["methods"]
    assert [(row["name"], row["objects"]) for row in method["sets"]] == [("EgoHOS", 2), ("GTEA", 2)]
    assert report["settings"]["suite"] == "sam-23"
    (note,) = report["notes"]
    assert note.startswith("sam-23: 2 of 23 sets are on disk, the mean is over these; not there: ")
    assert "LVIS" in note
    assert "GTEA" not in note


def test_a_suite_may_be_joined_with_other_data(
    run: Run, root: Path, squares: Path, random_model: Path
) -> None:
    asked = ("--suite", "sam-23", "--root", root, "--data", squares, "--clicks", "1", "--json")
    method = run("evaluate", "points", *asked, "--model", random_model).json["methods"][0]
    assert [row["name"] for row in method["sets"]] == ["squares", "EgoHOS", "GTEA"]


def test_only_what_the_source_thinned_is_thinned(root: Path) -> None:
    found = SuiteOnDisk.find("sam-23", root)
    assert found is not None
    limits = {
        name: found.sampling_of(str(root / name), Sampling(seed=3)).max_objects
        for name in ("GTEA", "EgoHOS", "elsewhere")
    }
    assert limits == {"GTEA": None, "EgoHOS": 10_000, "elsewhere": None}
    asked = Sampling(max_objects=7)
    assert found.sampling_of(str(root / "EgoHOS"), asked) == asked


def test_a_folder_of_another_form_is_refused_with_what_it_wants(root: Path) -> None:
    (root / "OVIS/train").mkdir(parents=True)
    found = SuiteOnDisk.find("sam-23", root)
    assert found is not None
    with pytest.raises(InputError, match=r"cannot be opened as OVIS: .*OVIS wants annotations"):
        found.open()


def test_half_of_the_options_is_refused(tmp_path: Path) -> None:
    assert SuiteOnDisk.find(None, None) is None
    for name, root in (("sam-23", None), (None, tmp_path)):
        with pytest.raises(ConfigurationError, match="belong together"):
            SuiteOnDisk.find(name, root)
    with pytest.raises(InputError, match="no folder of sam-23 with anything in it"):
        SuiteOnDisk.find("sam-23", tmp_path)


def test_without_any_data_nothing_is_measured(run: Run) -> None:
    ran = run("evaluate", "points")
    assert (ran.code, "pass --data, or --suite" in ran.err) == (2, True)

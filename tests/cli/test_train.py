"""`anymask train`: recipes by name, weights that load, clear refusals."""

from pathlib import Path

import pytest

from anymask.models.load import load_sam
from anymask.recipes import sam_tiny


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch, random_model: Path) -> list[tuple[Path, Path]]:
    """Replace the training by a random model; see with which data and folder it was called."""
    calls: list[tuple[Path, Path]] = []

    def train_sam_tiny(data: Path, folder: Path, report):
        calls.append((data, folder))
        report("step 1/1 loss 0.5")
        return load_sam(random_model)

    monkeypatch.setattr(sam_tiny, "train_sam_tiny", train_sam_tiny)
    return calls


def test_the_trained_weights_load(run, trained, tmp_path: Path) -> None:
    ran = run("train", "sam-tiny", "--data", "pack.tar", "--out", "run")
    assert ran.code == 0
    assert trained == [(Path("pack.tar"), Path("run"))]
    assert ran.out == f"trained weights: {Path('run/model')}\n"
    assert "step 1/1 loss 0.5" in ran.err
    assert load_sam(tmp_path / "run/model").image_size == 64


def test_an_unknown_recipe_is_wrong_input(run) -> None:
    ran = run("train", "sam-tinny", "--data", "pack.tar")
    assert ran.code == 2
    assert "no recipe is called 'sam-tinny'; did you mean 'sam-tiny'" in ran.err
    assert "Traceback" not in ran.err


def test_data_that_do_not_exist_are_wrong_input(run) -> None:
    ran = run("train", "sam-tiny", "--data", "nowhere.tar")
    assert ran.code == 2
    assert "nowhere.tar does not exist; pass a folder or a tar" in ran.err


def test_the_data_must_be_given(run) -> None:
    ran = run("train", "sam-tiny")
    assert ran.code == 2
    assert "--data" in ran.err

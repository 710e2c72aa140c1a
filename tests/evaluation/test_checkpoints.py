"""Claims about folders of checkpoints."""

from pathlib import Path

from anymask.evaluation.checkpoints import expand


def make(folder: Path, *names: str) -> None:
    """Make what looks like folders of models."""
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "config.json").touch()


def test_a_folder_of_models_becomes_its_models_by_step(tmp_path: Path) -> None:
    make(tmp_path, "step-900", "step-1000", "step-20")
    (tmp_path / "pictures").mkdir()
    expected = [str(tmp_path / name) for name in ("step-20", "step-900", "step-1000")]
    assert expand(str(tmp_path)) == expected


def test_a_model_stays_as_it_is(tmp_path: Path) -> None:
    make(tmp_path, "model", "model/inner")
    model = str(tmp_path / "model")
    assert expand(model) == [model]
    assert expand("tiny") == ["tiny"]
    assert expand(str(tmp_path / "missing")) == [str(tmp_path / "missing")]


def test_a_folder_without_models_is_left_to_the_loader(tmp_path: Path) -> None:
    assert expand(str(tmp_path)) == [str(tmp_path)]

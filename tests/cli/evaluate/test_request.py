"""Claims about what is measured once the options are understood."""

from dataclasses import replace
from pathlib import Path

import pytest

from anymask.cli.evaluate.request import Request
from anymask.errors import ConfigurationError
from anymask.evaluation.sampling import Sampling

REQUEST = Request([], "eval", Sampling(), [], [], "cpu", "fp32")


def test_settings_are_everything_that_changes_scores() -> None:
    assert REQUEST.settings() == {
        "split": "eval",
        "precision": "fp32",
        "min_area_share": 0.0,
        "max_objects": None,
        "max_images": None,
        "seed": 0,
    }


def test_a_folder_of_checkpoints_is_one_method_each(random_model: Path, tmp_path: Path) -> None:
    for step in (20, 100):
        (tmp_path / f"step-{step}").symlink_to(random_model)
    request = replace(REQUEST, models=[str(tmp_path)], baselines=["box"])
    methods = [load() for load in request.methods()]
    names = [str(tmp_path / "step-20"), str(tmp_path / "step-100"), "filled box"]
    assert [method.name for method in methods] == names
    assert methods[0].stamp == methods[1].stamp != ""


def test_a_method_is_measured_once() -> None:
    with pytest.raises(ConfigurationError, match="box is asked for twice"):
        replace(REQUEST, baselines=["box", "box"]).methods()


def test_a_method_that_does_not_exist_is_found_before_anything_is_loaded() -> None:
    with pytest.raises(ConfigurationError, match="no baseline is called 'boxes'"):
        replace(REQUEST, models=["tiny"], baselines=["boxes"]).methods()

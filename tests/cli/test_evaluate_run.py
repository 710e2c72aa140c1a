"""Claims about what is measured once the options are understood."""

from dataclasses import replace
from pathlib import Path

import pytest

from anymask.cli.evaluate_run import Gate, Request
from anymask.errors import ConfigurationError
from anymask.evaluation.report import MethodResult, Report, SetResult
from anymask.evaluation.sampling import LeftOut, Sampling

REQUEST = Request([], "eval", 1, Sampling(), [], [], "cpu", "fp32")


def report(box: float) -> Report:
    """A report with one number."""
    method = MethodResult("tiny", (SetResult("cats", 1, 9, LeftOut(), {"box": box}),))
    return Report("clicks", "0", {}, {"box": "box"}, (method,), ())


def test_settings_are_everything_that_changes_scores() -> None:
    assert REQUEST.settings() == {
        "split": "eval",
        "clicks": 1,
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


@pytest.mark.parametrize(("after", "passes"), [(0.5, True), (0.485, True), (0.47, False)])
def test_the_gate_says_the_largest_fall(
    after: float, passes: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Gate(report(0.5), 0.02).passes(report(after)) is passes
    assert f"largest fall: cats, box: 0.500 -> {after:.3f}" in capsys.readouterr().err

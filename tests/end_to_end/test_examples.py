"""The examples run, and stay short enough to be read at one glance."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
ARGUMENTS = {
    "one_click": ("230", "80"),
    "refine": ("230,80,1", "420,60,0", "170,115,1"),
    "many_boxes": ("20,0,400,299", "128,78,215,152"),
    "part_tree": (),
}


def test_every_example_is_run_here() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(ARGUMENTS)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_an_example_runs(
    name: str, cat_file: Path, random_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = runpy.run_path(str(EXAMPLES / f"{name}.py"))
    options = {"points_per_side": 4} if name == "part_tree" else {}
    script["main"](str(cat_file), *ARGUMENTS[name], model=str(random_model), **options)
    if name != "part_tree":
        assert capsys.readouterr().out


@pytest.mark.parametrize("name", ARGUMENTS)
def test_an_example_is_short(name: str) -> None:
    assert len((EXAMPLES / f"{name}.py").read_text().splitlines()) < 40

"""What the RAI command writes: one picture per method, tables of all methods in one page."""

from pathlib import Path

import pytest

from anymask.cli.evaluate.fairness_run import report_fairness, write_fairness
from anymask.cli.evaluate.request import Request
from anymask.errors import ConfigurationError
from anymask.evaluation.sampling import Sampling


@pytest.fixture
def request_of(squares: Path):
    """A function that makes a request for baselines."""
    return lambda *names: Request([squares], "eval", Sampling(), [], names, None, "fp32")


def test_every_method_has_its_groups_and_its_picture(request_of, tmp_path: Path) -> None:
    (tmp_path / "ages.csv").write_text("image,age\n0.png,old\n1.png,new\n")
    tables = [tmp_path / "ages.csv"]
    report, by_set = report_fairness(request_of("felzenszwalb", "box"), tables, [], 0.9, None)
    assert not by_set.failures
    assert [method.name for method in by_set.methods] == ["felzenszwalb", "filled box"]
    write_fairness(report, tmp_path / "out")
    assert [method.name for method in report.methods] == ["felzenszwalb", "filled box"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("fairness.json", "fairness.md", "fairness-1.png")
    }


def test_objects_without_attributes_are_refused(request_of) -> None:
    with pytest.raises(ConfigurationError, match="no object has an attribute; pass --attributes"):
        report_fairness(request_of("felzenszwalb"), [], [], 0.95, None)

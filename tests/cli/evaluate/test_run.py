"""Claims about what is measured once the options are understood."""

import pytest

from anymask.cli.evaluate.run import Gate
from anymask.evaluation.report import Measure, MethodResult, Report, SetResult


def report(box: float) -> Report:
    """A report with one number."""
    method = MethodResult("tiny", (SetResult("cats", 1, 9, {"box": box}),))
    return Report("points", "0", {}, {"box": Measure("box")}, (method,))


@pytest.mark.parametrize(("after", "passes"), [(0.5, True), (0.485, True), (0.47, False)])
def test_the_gate_says_the_largest_fall(
    after: float, passes: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Gate(report(0.5), 0.02).passes(report(after)) is passes
    assert f"largest fall: cats, box: 0.500 -> {after:.3f}" in capsys.readouterr().err

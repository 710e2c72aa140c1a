"""Claims about the curves of a report."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation import curves
from anymask.evaluation.chart import HEIGHT, Chart
from anymask.evaluation.curves import draw_curves, round_places, step_of
from anymask.evaluation.report import Curve, Measure, MethodResult, Report, SetResult


def report(*names: str, clicks: int = 3, sets: tuple[str, ...] = ("cats", "streets")) -> Report:
    """Methods whose IoU grows with clicks."""
    scores = {"regular": 0.3, "oracle": 0.5} | {
        f"clicks_{count}": 0.3 + count / 20 for count in range(2, clicks + 1)
    }
    results = tuple(SetResult(each, 1, 9, scores) for each in sets)
    points = tuple((float(count), 0.3 + count / 20) for count in range(1, clicks + 1))
    curves = tuple(Curve("mean IoU", "clicks", points, each) for each in (*sets, ""))
    methods = tuple(MethodResult(name, results, curves if clicks > 1 else ()) for name in names)
    return Report("points", "0", {}, {name: Measure(name) for name in scores}, methods)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Chart]:
    """The charts that are drawn."""
    charts: list[Chart] = []
    original = curves.draw_chart

    def remember(chart: Chart):
        charts.append(chart)
        return original(chart)

    monkeypatch.setattr(curves, "draw_chart", remember)
    return charts


def test_one_prompt_of_one_method_is_no_curve() -> None:
    assert draw_curves(report("tiny", clicks=1)) is None


def test_one_method_has_a_line_per_set_and_their_mean(drawn: list[Chart]) -> None:
    picture = draw_curves(report("tiny"))
    assert picture is not None
    assert picture.shape[0] == HEIGHT
    (chart,) = drawn
    assert [line.name for line in chart.series] == ["cats", "streets", "mean of sets"]
    assert chart.series[0].points == ((1, 0.35), (2, 0.4), (3, pytest.approx(0.45)))
    assert [label for _, label in chart.ticks] == ["1", "2", "3"]


def test_several_methods_have_a_line_each_and_a_chart_over_methods(drawn: list[Chart]) -> None:
    picture = draw_curves(report("tiny", "vit_b"))
    assert picture is not None
    assert picture.shape[0] == 2 * HEIGHT
    assert [line.name for line in drawn[0].series] == ["tiny", "vit_b"]
    assert [line.name for line in drawn[1].series] == ["regular", "oracle", "clicks_2", "clicks_3"]
    assert drawn[1].ticks == ((0, "tiny"), (1, "vit_b"))


def test_checkpoints_stand_at_their_steps(drawn: list[Chart]) -> None:
    draw_curves(report("run/step-0400", "run/step-0100", clicks=1))
    assert drawn[0].ticks == ((100, "100"), (400, "400"))
    assert drawn[0].series[0].points == ((100, 0.3), (400, 0.3))


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("runs/a/step-1200", 1200),
        ("runs/v2/model", None),
        ("average_007.safetensors", 7),
        ("tiny", None),
    ],
)
def test_a_step_is_the_last_number_of_the_last_part(name: str, step: int | None) -> None:
    assert step_of(name) == step


@given(st.floats(0, 1e4), st.floats(1e-3, 1e4))
def test_round_places_span_the_interval_at_equal_distances(low: float, width: float) -> None:
    places = round_places(low, low + width)
    steps = {round(b - a, 6) for a, b in itertools.pairwise(places)}
    assert places[0] <= low + 1e-6
    assert places[-1] >= low + width - 1e-6
    assert 4 <= len(places) <= 12
    assert max(steps) - min(steps) <= 1e-5

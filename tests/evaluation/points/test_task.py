"""Claims about the task "points"."""

from anymask.evaluation.clicks import ClickProtocol
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.rows import RowKey


def row(set_name: str, **scores: tuple[float, ...]) -> ObjectRow:
    """A row with scores of two objects."""
    return ObjectRow(RowKey("m", "", set_name, "i"), set_name, (0, 1), (5, 5), {}, scores)


def test_curves_run_over_clicks_for_each_set_and_their_mean() -> None:
    rows = [
        row("a", regular=(0.2, 0.4), clicks_2=(0.5, 0.5)),
        row("b", regular=(0.6, 0.6), clicks_2=(0.9, 0.9)),
    ]
    curves = PointsTask(ClickProtocol(2)).summarise(rows).curves
    assert [(curve.set_name, curve.points[-1][0]) for curve in curves] == [
        ("a", 2),
        ("b", 2),
        ("", 2),
    ]
    assert [round(y, 6) for _, y in curves[-1].points] == [0.45, 0.7]


def test_one_prompt_is_no_curve() -> None:
    assert PointsTask().summarise([row("a", regular=(0.2, 0.4))]).curves == ()

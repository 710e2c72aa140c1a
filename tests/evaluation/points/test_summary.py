"""Claims about averages, intervals and curves of points, against a loop over objects."""

import numpy as np
import pytest

from anymask.errors import InputError
from anymask.evaluation.intervals import mean_interval
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.points.summary import ious_by_click, summarise
from anymask.evaluation.rows import RowKey


def row(set_name: str, image: str, **scores: tuple[float, ...]) -> ObjectRow:
    numbers = tuple(range(len(next(iter(scores.values()), ()))))
    areas = (9,) * len(numbers)
    return ObjectRow(RowKey("m", "", set_name, image), set_name, numbers, areas, {}, scores)


CATS = [
    row("cats", "0", regular=(0.2, 0.4), clicks_2=(0.86, 0.5)),
    row("cats", "1", regular=(0.9,), clicks_2=(0.8,)),
]
CELLS = [row("cells", "0", regular=(0.6, 0.6), clicks_2=(0.9, 0.9))]


def test_objects_of_a_set_count_the_same() -> None:
    (result,) = summarise(CATS, ("regular",)).sets
    assert result.scores == {"regular": pytest.approx((0.2 + 0.4 + 0.9) / 3)}
    assert (result.images, result.objects) == (2, 3)


def test_intervals_take_objects_of_an_image_together() -> None:
    (result,) = summarise(CATS, ("regular",)).sets
    expected = mean_interval([0.2, 0.4, 0.9], groups=["a", "a", "b"])
    assert result.intervals["regular"] == pytest.approx(expected)


def test_a_single_image_has_no_interval() -> None:
    (result,) = summarise(CELLS, ("regular",)).sets
    assert result.intervals == {}


def test_measures_that_were_not_asked_for_stay_out_of_tables_but_in_curves() -> None:
    found = summarise(CATS, ("regular", "oracle"))
    assert list(found.sets[0].scores) == ["regular"]
    assert [x for x, _ in found.curves[0].points] == [1, 2]


def test_a_line_per_set_and_one_for_their_mean() -> None:
    curves = [each for each in summarise(CATS + CELLS, ()).curves if each.chart == "mean IoU"]
    lines = {curve.set_name: [y for _, y in curve.points] for curve in curves}
    assert lines["cats"] == pytest.approx([0.5, 0.72])
    assert lines["cells"] == pytest.approx([0.6, 0.9])
    assert lines[""] == pytest.approx(np.mean([lines["cats"], lines["cells"]], axis=0))


def test_one_set_is_a_single_line() -> None:
    assert {curve.set_name for curve in summarise(CATS, ()).curves} == {""}


def test_shares_count_objects_that_have_been_good_enough() -> None:
    shares = {curve.chart: curve.points for curve in summarise(CATS, ()).curves}
    assert shares["share of objects at IoU 0.85"] == ((1, 1 / 3), (2, 2 / 3))
    assert shares["share of objects at IoU 0.90"] == ((1, 1 / 3), (2, 1 / 3))


def test_one_click_is_no_curve() -> None:
    assert summarise([row("cats", "0", regular=(0.2, 0.4))], ("regular",)).curves == ()


def test_a_method_without_clicks_has_none() -> None:
    assert ious_by_click({"box": (1.0, 0.5)}).numel() == 0


def test_a_set_where_nothing_counts_is_refused() -> None:
    with pytest.raises(InputError, match="set 'cells' has no object that counts"):
        summarise([*CATS, row("cells", "0")], ())

"""Claims about the edges task, walked over drawn pictures."""

import numpy as np
import pytest

from anymask.errors import InputError
from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.edges.annotators import Annotators
from anymask.evaluation.edges.counting import count_pixels
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.edges.task import EdgesTask
from anymask.evaluation.rows import RowLog
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.walk import walk

TASK = EdgesTask(EdgeOptions(5, max_distance=0.02))


def test_who_draws_what_one_annotator_drew_is_right_everywhere(ask, tracer, outlined) -> None:
    edges = [outlined.boundaries(index)[0].astype(float) for index in range(2)]
    (result,) = TASK.summarise(ask(tracer(*edges), TASK).rows).sets
    # Thinning cuts the corners of what is drawn, not of what is annotated.
    assert 0.97 < result.scores["ods"] < 1
    assert result.scores["ois"] == pytest.approx(result.scores["ods"])
    assert (result.images, result.objects) == (2, 4)


def test_rows_hold_the_counts_of_each_image(ask, tracer, outlined) -> None:
    edges = np.random.default_rng(0).random((2, 40, 50))
    rows = ask(tracer(*edges), TASK).rows
    for index, row in enumerate(rows):
        expected = count_pixels(edges[index], outlined.boundaries(index), TASK.options)
        assert row.counts == expected
        assert row.annotators == 2


def test_intervals_hold_the_scores(ask, tracer) -> None:
    edges = np.random.default_rng(0).random((2, 40, 50))
    (result,) = TASK.summarise(ask(tracer(*edges), TASK).rows).sets
    assert list(result.intervals) == ["ods", "ois", "ap", "r50"] == list(TASK.measures())
    for name, (low, high) in result.intervals.items():
        assert low <= result.scores[name] <= high


def test_annotators_have_an_f_and_nothing_else(ask) -> None:
    summary = TASK.summarise(ask(Annotators(), TASK).rows)
    assert list(summary.sets[0].scores) == ["ods"]
    assert summary.sets[0].scores["ods"] == pytest.approx(1)
    assert [len(curve.points) for curve in summary.curves] == [1]


def test_curves_rise_in_recall_and_leave_out_where_nothing_is_drawn(ask, tracer) -> None:
    edges = 0.7 * np.random.default_rng(0).random((2, 40, 50))
    (curve,) = TASK.summarise(ask(tracer(*edges), TASK).rows).curves
    recalls = [recall for recall, _ in curve.points]
    assert recalls == sorted(recalls)
    assert len(curve.points) == 4  # of 5 thresholds the highest is beyond all edges
    assert (curve.chart, curve.x_label, curve.set_name) == ("precision", "recall", "")


def test_several_sets_get_a_curve_each_and_one_for_their_mean(ask, tracer) -> None:
    edges = np.random.default_rng(0).random((2, 40, 50))
    first, second = ask(tracer(*edges), TASK).rows
    moved = type(second)(second.key, "others", second.annotators, second.counts)
    summary = TASK.summarise([first, moved])
    assert [result.name for result in summary.sets] == ["rectangles", "others"]
    assert [curve.set_name for curve in summary.curves] == ["rectangles", "others", ""]


def test_settings_tell_all_that_changes_the_rows() -> None:
    assert TASK.settings() == {
        "thresholds": 5,
        "max_distance": 0.02,
        "points_per_side": 16,
        "nms_thresh": 0.7,
        "border": "both",
        "suppression": True,
    }


def test_a_method_without_edges_is_refused_with_the_way_out(ask) -> None:
    with pytest.raises(InputError, match="filled box draws no edges; measure a model, or"):
        ask(FilledBox(), TASK)


def test_data_without_boundaries_are_refused(dataset, tracer) -> None:
    with pytest.raises(InputError, match="data keeps no boundaries that people drew; pass"):
        walk("data", dataset, tracer(), TASK, Sampling(), RowLog())


def test_an_image_with_one_annotator_or_another_size_is_named(ask, outlined, tracer) -> None:
    whole = outlined.boundaries
    outlined.boundaries = lambda index: whole(index)[: index + 1]
    walked = ask(Annotators(), TASK)
    assert [failure.image for failure in walked.failures] == ["0.png"]
    assert "a single annotator drew it" in walked.failures[0].reason
    outlined.boundaries = lambda index: whole(index)[:, index:]
    walked = ask(tracer(np.zeros((40, 50))), TASK)
    assert [failure.image for failure in walked.failures] == ["1.png"]
    assert "(40, 50) (height, width), its boundaries (39, 50)" in walked.failures[0].reason

"""Claims about the gate of a release."""

from dataclasses import replace

import pytest

from anymask.errors import InputError
from anymask.evaluation.compare.gate import Change, compare, losses
from anymask.evaluation.report import Measure, MethodResult, Report, SetResult


def report(name: str = "tiny", clicks: int = 1, **box: float) -> Report:
    """A report with the box IoU of some sets."""
    sets = tuple(SetResult(each, 1, 9, {"box": iou}) for each, iou in box.items())
    settings = {"clicks": clicks, "split": "eval"}
    return Report("points", "0", settings, {"box": Measure("box")}, (MethodResult(name, sets),))


def test_every_set_and_the_mean_are_compared() -> None:
    changes = compare(report(cats=0.5, streets=0.9), report("old", cats=0.6, streets=0.7))
    assert [change.set_name for change in changes] == ["cats", "streets", "mean of sets"]
    assert [change.gain for change in changes] == pytest.approx([-0.1, 0.2, 0.05])


def test_only_what_fell_further_than_the_tolerance_is_a_loss() -> None:
    changes = compare(report(a=0.5, b=0.47, c=0.6), report(a=0.51, b=0.5, c=0.5))
    assert [change.set_name for change in losses(changes)] == ["b"]
    assert losses(changes, tolerance=0.05) == ()
    assert losses(compare(report(a=0.5), report(a=0.5)), tolerance=0.0) == ()


def test_a_measure_that_should_be_low_is_worse_when_it_rises() -> None:
    rising = replace(report(cats=0.5), measures={"box": Measure("box", higher_is_better=False)})
    assert compare(rising, report(cats=0.4))[0].gain == pytest.approx(-0.1)


def test_a_tolerance_is_a_share_of_the_span_of_a_measure() -> None:
    clicks = replace(report(cats=5.1), measures={"box": Measure("NoC", False, span=20)})
    changes = compare(clicks, report(cats=5.0))
    assert losses(changes, tolerance=0.006) == ()
    assert losses(changes, tolerance=0.004)


def test_new_sets_do_not_enter_the_mean() -> None:
    changes = compare(report(cats=0.5, new=0.0), report(cats=0.5))
    assert changes[-1] == Change("mean of sets", "box", 0.5, 0.5, Measure("box"))


def test_the_method_of_the_same_name_is_the_partner() -> None:
    two = report("vit_b", cats=0.9)
    two = replace(two, methods=(*two.methods, *report("tiny", cats=0.4).methods))
    assert compare(report("tiny", cats=0.5), two)[0].before == 0.4
    assert compare(report("other", cats=0.5), two)[0].before == 0.9


def test_more_clicks_may_be_measured_than_before() -> None:
    assert compare(report(clicks=5, cats=0.5), report(cats=0.5))


def test_a_gate_cannot_be_passed_by_measuring_less() -> None:
    with pytest.raises(InputError, match="a set 'cast' that was not measured now; did you mean"):
        compare(report(cats=0.9), report(cast=0.1))
    fewer = SetResult("cats", 1, 8, {"box": 0.9})
    less = replace(report(), methods=(MethodResult("tiny", (fewer,)),))
    with pytest.raises(InputError, match="'cats' had 9 objects in 1 images and now has 8 in 1"):
        compare(less, report(cats=0.5))
    clicks = replace(fewer, objects=9, scores={"regular": 0.9})
    with pytest.raises(InputError, match="the measure 'box', which was not measured now"):
        compare(replace(less, methods=(MethodResult("tiny", (clicks,)),)), report(cats=0.5))


def test_other_settings_and_tasks_are_refused() -> None:
    other = replace(report(cats=0.5), settings={"clicks": 1, "split": "val"})
    with pytest.raises(InputError, match="measured with split = eval, this one with val"):
        compare(other, report(cats=0.5))
    with pytest.raises(InputError, match="of 'points', this one of 'edges'"):
        compare(replace(other, task="edges"), report(cats=0.5))

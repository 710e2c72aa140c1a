"""The plan of a study: every pair complete, every order possible, nothing told by names."""

from collections import Counter

import pytest

from anymask.errors import InputError
from anymask.evaluation.quality.study import ANNOTATION, plan_study


def test_every_object_is_shown_once_with_every_method(rows) -> None:
    study = plan_study(rows)
    counts = Counter((trial.subject, trial.method) for trial in study.trials)
    assert set(counts.values()) == {1}
    assert Counter(trial.method for trial in study.trials) == {"good": 3, "bad": 3, ANNOTATION: 3}
    assert all(len(screen) == 1 for screen in study.screens)


def test_masks_of_an_object_may_stand_together(rows) -> None:
    study = plan_study(rows, together=True)
    assert len(study.screens) == 3
    for screen in study.screens:
        assert len({trial.subject for trial in screen}) == 1
        assert {trial.method for trial in screen} == {"good", "bad", ANNOTATION}


def test_names_are_places_and_tell_no_method(row) -> None:
    many = {m: [row(m, f"{n}.jpg", 0.5) for n in range(200)] for m in ("one", "two")}
    for together in (False, True):
        trials = plan_study(many, annotation=False, together=together).trials
        assert [trial.name for trial in trials] == [f"t{place:05d}" for place in range(400)]
        first = Counter(trial.method for trial in trials[::2])
        assert 60 < first["one"] < 140, "each method comes first about half the time"


def test_another_seed_is_another_order_of_the_same_masks(rows) -> None:
    one, same, other = plan_study(rows), plan_study(rows), plan_study(rows, seed=1)
    assert (one, one.name) == (same, same.name)
    assert one.name != other.name
    assert {(t.subject, t.method) for t in one.trials} == {
        (t.subject, t.method) for t in other.trials
    }


def test_objects_that_a_method_did_not_answer_are_counted(row) -> None:
    rows = {
        "one": [row("one", "a.jpg", 0.5), row("one", "b.jpg")],
        "two": [row("two", "a.jpg", 1.0)],
    }
    rows["two"].append(row("two", "c.jpg", 0.4))
    study = plan_study(rows, annotation=False)
    assert study.left_out == 1
    assert {trial.image for trial in study.trials} == {"a.jpg"}


def test_methods_without_a_common_object_are_refused(row) -> None:
    with pytest.raises(InputError, match="no object is answered by every method"):
        plan_study({"one": [row("one", "a.jpg", 0.5)], "two": [row("two", "b.jpg", 0.5)]})

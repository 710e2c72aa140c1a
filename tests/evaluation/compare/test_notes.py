"""Claims about what a reader must know first."""

from dataclasses import replace

from anymask.evaluation.compare.notes import data_notes, write_notes
from anymask.evaluation.report import Failure, MethodResult, SetResult

CATS, BOTH = {"cats": {"regular": 0.5}}, {"cats": {"regular": 0.3}, "dogs": {"regular": 0.9}}


def test_a_fair_comparison_needs_no_note(section_of, report_of) -> None:
    assert write_notes(section_of(report_of("a", BOTH), report_of("b", BOTH))) == ()


def test_settings_that_differ_are_named_with_their_owners(section_of, report_of) -> None:
    reports = report_of("a", CATS), report_of("b", CATS, split="val"), report_of("c", CATS, seed=1)
    assert write_notes(section_of(*reports)) == (
        "The setting split differs: all (a, c); val (b).",
        "The setting seed differs: not set (a, b); 1 (c).",
    )


def test_sets_that_not_all_have_are_named(section_of, report_of) -> None:
    (note,) = write_notes(section_of(report_of("a", BOTH), report_of("b", CATS)))
    assert note == "dogs is not in the mean of sets: not measured with b."


def test_other_objects_are_named(section_of, report_of) -> None:
    fewer = MethodResult("b", (SetResult("cats", 1, 4, {"regular": 0.5}),))
    section = section_of(report_of("a", CATS), replace(report_of("b", CATS), methods=(fewer,)))
    assert write_notes(section) == (
        "cats does not hold the same objects for all: 9 objects in 2 images (a); "
        "4 objects in 1 images (b).",
    )


def test_unreadable_images_are_counted_once_a_report(section_of, report_of) -> None:
    report = report_of("a", CATS)
    two = MethodResult("b", report.methods[0].sets)
    broken = replace(
        report, methods=(*report.methods, two), failures=(Failure("cats", "0.png", "torn"),)
    )
    assert write_notes(section_of(broken)) == ("1 images of a could not be read.",)


def test_what_reports_say_of_their_data_is_no_warning(section_of, report_of) -> None:
    noted = [replace(report_of(name, CATS), notes=("cats: left out 4 crowds",)) for name in "ab"]
    section = section_of(*noted)
    assert write_notes(section) == ()
    assert data_notes(section) == ("cats: left out 4 crowds",)

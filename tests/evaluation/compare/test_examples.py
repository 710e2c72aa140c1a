"""Claims about examples: the same question with the answers of all."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from anymask.evaluation.compare.contenders import Section, gather, read_sections
from anymask.evaluation.compare.examples import read_examples, tell_gaps
from anymask.evaluation.rows import FILE_NAME


@pytest.fixture
def measured(write_measured) -> Callable[..., Section]:
    """A function that writes the reports of some methods and reads them as a section."""

    def read(**scores: tuple[float, ...]) -> Section:
        folders = [write_measured(name, *each) for name, each in scores.items()]
        (section,) = read_sections(folders)
        return section

    return read


def test_every_question_has_the_answer_of_every_contender(measured) -> None:
    (examples,) = read_examples(measured(tiny=(0.2, 0.9), vit_b=(0.4, 0.6)))
    assert [one.label for one in examples.contenders] == ["tiny", "vit_b"]
    assert [each.question.image for each in examples.found] == ["0.png", "1.png"]
    assert [[a.score for a in each.answers] for each in examples.found] == [[0.2, 0.4], [0.9, 0.6]]


def test_questions_that_not_all_were_asked_are_left_out(measured) -> None:
    (examples,) = read_examples(measured(tiny=(0.2,), vit_b=(0.4, 0.6)))
    assert [each.question.image for each in examples.found] == ["0.png"]


def test_answers_to_clicks_and_to_boxes_are_not_compared(measured) -> None:
    folder = measured(tiny=(0.2, 0.9), box=(0.4, 0.6)).contenders[1].folder
    for name in (FILE_NAME, "report.json"):
        (folder / name).write_text((folder / name).read_text().replace('"regular"', '"box"'))
    clicks, boxes = read_examples(read_sections([folder.parent / "report-tiny", folder])[0])
    assert (clicks.measure, [one.label for one in clicks.contenders]) == ("regular", ["tiny"])
    assert (boxes.measure, [one.label for one in boxes.contenders]) == ("box", ["box"])


def test_a_task_without_answers_has_no_examples_and_no_gaps(report_of) -> None:
    report = replace(report_of("tiny", {}), task="edges")
    section = gather("edges", [(Path("a"), report)])
    assert read_examples(section) == ()
    assert list(tell_gaps(section, ())) == []


def test_who_is_in_no_case_is_told(measured) -> None:
    section = measured(tiny=(0.2, 0.9), vit_b=(0.4, 0.6), box=(0.1, 0.1))
    (section.contenders[2].folder / FILE_NAME).unlink()
    file = section.contenders[1].folder / FILE_NAME
    file.write_text(file.read_text().replace(".png", ".jpg"))
    first, second = tell_gaps(section, read_examples(section))
    assert first.startswith("box is in no case: its answers are not in ")
    assert second == "No cases of 1 click: nothing was asked of all of tiny, vit_b."


def test_nobody_is_missing_from_a_fair_comparison(measured) -> None:
    section = measured(tiny=(0.2, 0.9), vit_b=(0.4, 0.6))
    assert list(tell_gaps(section, read_examples(section))) == []

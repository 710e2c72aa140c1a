"""Claims about examples read from the rows beside reports."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from anymask.errors import FormatError
from anymask.evaluation.compare.contenders import Section, gather, read_sections
from anymask.evaluation.compare.examples import read_examples, tell_gaps
from anymask.evaluation.rows import FILE_NAME, RowKey
from anymask.evaluation.text.rows import TextRow


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
    asked = [each.question for each in examples.found]
    assert [(q.image, q.name, q.members, q.area) for q in asked] == [
        ("0.png", "object 0", (0,), 400),
        ("1.png", "object 0", (0,), 400),
    ]
    assert [[a.score for a in each.answers] for each in examples.found] == [[0.2, 0.4], [0.9, 0.6]]


def test_questions_that_not_all_were_asked_are_left_out(measured) -> None:
    (examples,) = read_examples(measured(tiny=(0.2,), vit_b=(0.4, 0.6)))
    assert [each.question.image for each in examples.found] == ["0.png"]


def test_answers_to_clicks_and_to_boxes_are_not_compared(measured) -> None:
    section = measured(tiny=(0.2, 0.9), box=(0.4, 0.6))
    file = section.contenders[1].folder / FILE_NAME
    file.write_text(file.read_text().replace('"regular"', '"box"'))
    clicks, boxes = read_examples(section)
    assert (clicks.measure, [one.label for one in clicks.contenders]) == ("regular", ["tiny"])
    assert (boxes.measure, [one.label for one in boxes.contenders]) == ("box", ["box"])


def test_newer_rows_replace_older_ones_and_foreign_rows_do_not_count(measured) -> None:
    section = measured(tiny=(0.2, 0.9))
    file = section.contenders[0].folder / FILE_NAME
    header, first, _ = file.read_text().splitlines()
    newer = first.replace("0.2", "0.3").replace('"stamp": "1"', '"stamp": "2"')
    other = first.replace('"tiny"', '"vit_b"')
    elsewhere = first.replace('"set_name": "boxes"', '"set_name": "cats"')
    file.write_text("".join(f"{line}\n" for line in (header, first, newer, other, elsewhere)))
    (examples,) = read_examples(section)
    assert [each.answers[0].score for each in examples.found] == [0.3]


def test_rows_without_answers_and_reports_without_rows_give_nothing(measured) -> None:
    section = measured(tiny=(0.2, 0.9))
    file = section.contenders[0].folder / FILE_NAME
    row = json.loads(file.read_text().splitlines()[1])
    file.write_text("{}\n" + json.dumps({**row, "answers": []}) + "\n")
    assert read_examples(section) == ()
    file.unlink()
    assert read_examples(section) == ()


def test_a_task_without_answers_gives_nothing(report_of) -> None:
    section = gather("edges", [(Path("a"), report_of("tiny", {}))])
    assert read_examples(section) == ()
    assert list(tell_gaps(section, ())) == []


def test_who_is_in_no_case_is_told(measured) -> None:
    section = measured(tiny=(0.2, 0.9), vit_b=(0.4, 0.6), box=(0.1, 0.1))
    (section.contenders[2].folder / FILE_NAME).unlink()
    file = section.contenders[1].folder / FILE_NAME
    file.write_text(file.read_text().replace(".png", ".jpg"))
    first, second = tell_gaps(section, read_examples(section))
    assert first.startswith("box is in no case: ")
    assert second == "No cases of 1 click: nothing was asked of all of tiny, vit_b."


def test_damaged_rows_are_refused(measured) -> None:
    section = measured(tiny=(0.2,))
    (section.contenders[0].folder / FILE_NAME).write_text('{}\n{"key": 1}\n')
    with pytest.raises(FormatError, match=r"line 2 of .* is damaged"):
        read_examples(section)


def test_rows_of_the_fairness_task_are_objects_too(measured) -> None:
    section = measured(tiny=(0.2, 0.9))
    file = section.contenders[0].folder / FILE_NAME
    described = '"of_image": {}, "of_objects": [{}], "stray": 0, "answers"'
    file.write_text(file.read_text().replace('"answers"', described))
    (examples,) = read_examples(replace(section, task="fairness"))
    assert [each.answers[0].score for each in examples.found] == [0.2, 0.9]


def test_phrases_are_questions_too(report_of, tmp_path: Path) -> None:
    row = TextRow(
        key=RowKey("reader", "1", "sets/cats", "0.jpg"),
        set_name="cats",
        phrases=("cat", "dog"),
        members=((0, 2), (1,)),
        areas=(30, 20),
        left_out={},
        scores={"recall": (0.5, 1.0), "iou": (0.25, 0.75)},
        answers=("13", "04"),
    )
    (tmp_path / FILE_NAME).write_text("{}\n" + json.dumps(asdict(row)) + "\n")
    report = report_of("reader", {"cats": {"iou": 0.5}})
    (examples,) = read_examples(gather("text", [(tmp_path, report)]))
    cat, dog = examples.found
    assert (cat.question.name, cat.question.members, cat.answers[0].score) == ("cat", (0, 2), 0.25)
    assert (dog.question.name, dog.answers[0].runs) == ("dog", "04")

"""Claims about answers read from the rows beside a report."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from anymask.errors import FormatError
from anymask.evaluation.compare.answers import read_answers
from anymask.evaluation.compare.contenders import Contender, gather, read_sections
from anymask.evaluation.rows import FILE_NAME, RowKey
from anymask.evaluation.text.rows import TextRow


@pytest.fixture
def tiny(write_measured) -> Contender:
    """A method that was measured on two images, with scores 0.2 and 0.9."""
    (section,) = read_sections([write_measured("tiny", 0.2, 0.9)])
    return section.contenders[0]


def lines_of(contender: Contender) -> list[str]:
    return (contender.folder / FILE_NAME).read_text().splitlines()


def write_lines(contender: Contender, *lines: str) -> None:
    (contender.folder / FILE_NAME).write_text("".join(f"{line}\n" for line in lines))


def scores_of(contender: Contender) -> list[float]:
    return [answer.score for answer in read_answers(contender).values()]


def test_objects_are_questions(tiny: Contender) -> None:
    first, second = read_answers(tiny)
    assert (first.image, first.name, first.members, first.area) == ("0.png", "object 0", (0,), 400)
    assert second.image == "1.png"
    assert scores_of(tiny) == [0.2, 0.9]


def test_rows_of_other_weights_methods_and_sets_do_not_count(tiny: Contender) -> None:
    header, *rows = lines_of(tiny)
    older = [row.replace('"stamp": "1"', '"stamp": "0"').replace("0.2", "0.3") for row in rows]
    newer = [row.replace('"stamp": "1"', '"stamp": "2"').replace("0.9", "0.8") for row in rows]
    method = [row.replace('"tiny"', '"vit_b"') for row in rows]
    cats = [row.replace('"set_name": "boxes"', '"set_name": "cats"') for row in rows]
    write_lines(tiny, header, *older, *rows, *newer, *method, *cats)
    assert scores_of(tiny) == [0.2, 0.9]


def test_rows_that_are_not_those_of_the_report_give_nothing(tiny: Contender) -> None:
    header, first, _ = lines_of(tiny)
    write_lines(tiny, header, first)
    assert read_answers(tiny) == {}
    write_lines(tiny, header)
    assert read_answers(tiny) == {}


def test_rows_without_answers_and_of_earlier_versions_give_nothing(tiny: Contender) -> None:
    header, *rows = lines_of(tiny)
    write_lines(tiny, header, *(json.dumps({**json.loads(r), "answers": []}) for r in rows))
    assert read_answers(tiny) == {}
    write_lines(tiny, '{"version": 1}', '{"key": {}}')
    assert read_answers(tiny) == {}


def test_a_task_without_answers_and_a_report_without_rows_give_nothing(tiny: Contender) -> None:
    assert read_answers(replace(tiny, report=replace(tiny.report, task="edges"))) == {}
    (tiny.folder / FILE_NAME).unlink()
    assert read_answers(tiny) == {}


def test_damaged_rows_are_refused(tiny: Contender) -> None:
    header, *_ = lines_of(tiny)
    write_lines(tiny, header, '{"key": 1}')
    with pytest.raises(FormatError, match=r"line 2 of .* is damaged"):
        read_answers(tiny)
    write_lines(tiny, "{}")
    with pytest.raises(FormatError, match=r"line 1 of .* is damaged"):
        read_answers(tiny)


def test_rows_of_the_fairness_task_are_objects_too(tiny: Contender) -> None:
    described = '"of_image": {}, "of_objects": [{}], "stray": 0, "answers"'
    write_lines(tiny, *(line.replace('"answers"', described) for line in lines_of(tiny)))
    fairness = replace(tiny, report=replace(tiny.report, task="fairness"))
    assert scores_of(fairness) == [0.2, 0.9]


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
    (tmp_path / FILE_NAME).write_text('{"version": 2}\n' + json.dumps(asdict(row)) + "\n")
    report = replace(report_of("reader", {"cats": {"iou": 0.5}}), task="text")
    (contender,) = gather("text", [(tmp_path, report)]).contenders
    (cat, quarter), (dog, _) = read_answers(contender).items()
    assert (cat.name, cat.members, quarter.score, quarter.runs) == ("cat", (0, 2), 0.25, "13")
    assert (dog.name, dog.area) == ("dog", 20)

"""What every contender answered to the same question: an object, or a phrase, with its true mask.

Made from the rows that lie beside a report. Rows of tasks that keep no answers give no examples;
neither do questions that not all contenders were asked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anymask.evaluation.compare.contenders import Contender, Section
from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.points.protocol import BOX, REGULAR
from anymask.evaluation.rows import FILE_NAME, read_rows
from anymask.evaluation.text.rows import TextRow
from anymask.evaluation.text.task import IOU


@dataclass(frozen=True)
class Question:
    """One thing that was asked about one image.

    Attributes:
        set_name: of its set.
        image: its name.
        name: "object 3", or the phrase.
        members: the places of the objects meant among the image's annotations.
        area: pixels of the true mask.
    """

    set_name: str
    image: str
    name: str
    members: tuple[int, ...]
    area: int


@dataclass(frozen=True)
class Answer:
    """What one contender said.

    Attributes:
        data: the path of the data set, as it was given.
        scores: of the object or phrase, by measure.
        measure: the one that scores this mask.
        runs: COCO string of the run lengths of the mask.
    """

    data: str
    scores: Mapping[str, float]
    measure: str
    runs: str

    @property
    def score(self) -> float:
        """How good the mask is."""
        return self.scores[self.measure]


@dataclass(frozen=True, eq=False)
class Example:
    """A question with the answer of each contender, in their order."""

    question: Question
    answers: tuple[Answer, ...]


@dataclass(frozen=True, eq=False)
class Examples:
    """What contenders can be compared on, question by question.

    Attributes:
        measure: that scores their answers.
        contenders: those whose rows hold such answers.
        found: the questions that all of them were asked.
    """

    measure: str
    contenders: tuple[Contender, ...]
    found: tuple[Example, ...]


@dataclass(frozen=True)
class Kept:
    """How the rows of a task keep answers.

    Attributes:
        row_type: of the task.
        measures: the mask that is kept is scored by the first of these that the row has.
        split: takes a row apart into questions, scores and masks.
    """

    row_type: type[Any]
    measures: tuple[str, ...]
    split: Callable[[Any], Iterator[tuple[Question, dict[str, float], str]]]


def read_examples(section: Section) -> tuple[Examples, ...]:
    """Read the answers beside the reports of a section, for each measure that scores some.

    Raises:
        FormatError: the rows of a report are damaged.
    """
    kept = KEPT.get(section.task)
    if kept is None:
        return ()
    read = [(one, _read_answers(one, kept)) for one in section.contenders]
    showing = [(one, answers, _measure(answers)) for one, answers in read if answers]
    parts = []
    for measure in kept.measures:
        alike = [(one, answers) for one, answers, own in showing if own == measure]
        if alike:
            contenders, answers = zip(*alike, strict=True)
            parts.append(Examples(measure, contenders, _shared(answers)))
    return tuple(parts)


def tell_gaps(section: Section, parts: Sequence[Examples]) -> Iterator[str]:
    """Say which contenders are not in the cases, and why."""
    if section.task not in KEPT:
        return
    showing = [one.label for examples in parts for one in examples.contenders]
    for one in section.contenders:
        if one.label not in showing:
            yield f"{one.label} is in no case: {one.folder / FILE_NAME} holds none of its answers."
    for examples in parts:
        if not examples.found:
            labels = ", ".join(one.label for one in examples.contenders)
            heading = section.measures[examples.measure].heading
            yield f"No cases of {heading}: nothing was asked of all of {labels}."


def _read_answers(contender: Contender, kept: Kept) -> dict[Question, Answer]:
    """Read the answers of one contender; rows of newer weights replace older ones."""
    path = contender.folder / FILE_NAME
    rows = read_rows(path, kept.row_type) if path.is_file() else ()
    sets = {each.name for each in contender.result.sets}
    answers = {}
    for row in rows:
        measure = next((name for name in kept.measures if name in row.scores), None)
        if measure is None or row.key.method != contender.result.name or row.set_name not in sets:
            continue
        for question, scores, runs in kept.split(row):
            answers[question] = Answer(row.key.data, scores, measure, runs)
    return answers


def _measure(answers: Mapping[Question, Answer]) -> str:
    return next(iter(answers.values())).measure


def _shared(all_answers: Sequence[Mapping[Question, Answer]]) -> tuple[Example, ...]:
    """Put together what all were asked, in the order of the first."""
    if not all_answers:
        return ()
    return tuple(
        Example(question, tuple(answers[question] for answers in all_answers))
        for question in all_answers[0]
        if all(question in answers for answers in all_answers)
    )


def _split_objects(row: ObjectRow) -> Iterator[tuple[Question, dict[str, float], str]]:
    parts = zip(row.numbers, row.areas, row.answers, strict=True) if row.answers else ()
    for place, (number, area, runs) in enumerate(parts):
        question = Question(row.set_name, row.key.image, f"object {number}", (number,), area)
        yield question, _scores_at(row.scores, place), runs


def _split_phrases(row: TextRow) -> Iterator[tuple[Question, dict[str, float], str]]:
    parts = zip(row.phrases, row.members, row.areas, row.answers, strict=True)
    for place, (phrase, members, area, runs) in enumerate(parts):
        question = Question(row.set_name, row.key.image, phrase, members, area)
        yield question, _scores_at(row.scores, place), runs


def _scores_at(scores: Mapping[str, Sequence[float]], place: int) -> dict[str, float]:
    return {name: values[place] for name, values in scores.items()}


KEPT: dict[str, Kept] = {
    "points": Kept(ObjectRow, (REGULAR, BOX), _split_objects),
    "fairness": Kept(FairnessRow, (REGULAR, BOX), _split_objects),
    "text": Kept(TextRow, (IOU,), _split_phrases),
}
"""Which tasks keep answers, and how."""

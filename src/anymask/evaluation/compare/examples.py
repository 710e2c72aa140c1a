"""The same question, and what every contender answered to it.

Answers to clicks and answers to boxes are not compared with each other, so a section may have
several lists of examples. Who is in none of them, and why, can be told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from anymask.evaluation.compare.answers import KEPT, Answer, Question, read_answers
from anymask.evaluation.compare.contenders import Contender, Section
from anymask.evaluation.rows import FILE_NAME


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


def read_examples(section: Section) -> tuple[Examples, ...]:
    """Read the answers beside the reports of a section, for each measure that scores some.

    Raises:
        FormatError: the rows of a report are damaged.
    """
    read = [(one, read_answers(one)) for one in section.contenders]
    by_measure: dict[str, list[tuple[Contender, Mapping[Question, Answer]]]] = {}
    for one, answers in read:
        if answers:
            measure = next(iter(answers.values())).measure
            by_measure.setdefault(measure, []).append((one, answers))
    return tuple(
        Examples(measure, tuple(one for one, _ in alike), _share([each for _, each in alike]))
        for measure, alike in by_measure.items()
    )


def tell_gaps(section: Section, parts: Sequence[Examples]) -> Iterator[str]:
    """Say which contenders are not in the cases, and why."""
    if section.task not in KEPT:
        return
    showing = [one.label for examples in parts for one in examples.contenders]
    for one in section.contenders:
        if one.label not in showing:
            yield f"{one.label} is in no case: its answers are not in {one.folder / FILE_NAME}."
    for examples in parts:
        if not examples.found:
            labels = ", ".join(one.label for one in examples.contenders)
            heading = section.measures[examples.measure].heading
            yield f"No cases of {heading}: nothing was asked of all of {labels}."


def _share(all_answers: Sequence[Mapping[Question, Answer]]) -> tuple[Example, ...]:
    """Put together what all were asked, in the order of the first."""
    return tuple(
        Example(question, tuple(answers[question] for answers in all_answers))
        for question in all_answers[0]
        if all(question in answers for answers in all_answers)
    )

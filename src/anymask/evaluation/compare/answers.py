"""What one contender answered, from the rows that lie beside its report.

Tasks that keep masks in their rows are listed in one table here. Rows of other weights, which a
folder may hold too, are told by their average: answers are those that the report was made from.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anymask.errors import FormatError
from anymask.evaluation.compare.contenders import Contender
from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.points.protocol import BOX, REGULAR
from anymask.evaluation.quality.agreement import SECOND
from anymask.evaluation.rows import FILE_NAME, VERSION, read_rows
from anymask.evaluation.text.rows import TextRow
from anymask.evaluation.text.task import IOU

ROUNDING = 1e-6
"""Averages of the same rows differ by no more."""


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


@dataclass(frozen=True)
class Kept:
    """How the rows of a task keep answers.

    Attributes:
        row_type: of the task.
        measures: the mask that is kept is scored by the first of these that the row has.
        ask: tells the questions of a row.
    """

    row_type: type[Any]
    measures: tuple[str, ...]
    ask: Callable[[Any], Iterator[Question]]


def read_answers(contender: Contender) -> dict[Question, Answer]:
    """Read the answers from which the report was made; none where its rows are gone.

    Raises:
        FormatError: the rows are damaged.
    """
    kept, path = KEPT.get(contender.report.task), contender.folder / FILE_NAME
    if kept is None or not path.is_file() or not _is_readable(path):
        return {}
    sets = {each.name for each in contender.result.sets}
    by_stamp: dict[str, list[Any]] = {}
    for row in read_rows(path, kept.row_type):
        if row.key.method == contender.result.name and row.set_name in sets and row.answers:
            by_stamp.setdefault(row.key.stamp, []).append(row)
    for rows in by_stamp.values():
        measure = next((name for name in kept.measures if name in rows[0].scores), None)
        if measure is not None and _agree(rows, measure, contender):
            return {q: answer for row in rows for q, answer in _take(row, measure, kept)}
    return {}


def _is_readable(path: Path) -> bool:
    """Say whether rows are of this version: earlier ones kept no answers."""
    with path.open(encoding="utf-8") as lines:
        try:
            return bool(json.loads(lines.readline())["version"] == VERSION)
        except (ValueError, TypeError, KeyError) as error:
            raise FormatError(
                f"line 1 of {path} is damaged; measure again, or remove the file"
            ) from error


def _agree(rows: Sequence[Any], measure: str, contender: Contender) -> bool:
    """Say whether rows average, set by set, to what the report tells."""
    values: dict[str, list[float]] = {each.name: [] for each in contender.result.sets}
    for row in rows:
        values[row.set_name] += row.scores[measure]
    means = {name: sum(each) / len(each) for name, each in values.items() if each}
    return all(
        each.name in means
        and math.isclose(means[each.name], each.scores.get(measure, math.nan), abs_tol=ROUNDING)
        for each in contender.result.sets
    )


def _take(row: Any, measure: str, kept: Kept) -> Iterator[tuple[Question, Answer]]:
    """Take a row apart, question by question."""
    for place, (question, runs) in enumerate(zip(kept.ask(row), row.answers, strict=True)):
        scores = {name: values[place] for name, values in row.scores.items()}
        yield question, Answer(row.key.data, scores, measure, runs)


def _ask_for_objects(row: ObjectRow) -> Iterator[Question]:
    for number, area in zip(row.numbers, row.areas, strict=True):
        yield Question(row.set_name, row.key.image, f"object {number}", (number,), area)


def _ask_for_phrases(row: TextRow) -> Iterator[Question]:
    for phrase, members, area in zip(row.phrases, row.members, row.areas, strict=True):
        yield Question(row.set_name, row.key.image, phrase, members, area)


KEPT: dict[str, Kept] = {
    "points": Kept(ObjectRow, (REGULAR, BOX), _ask_for_objects),
    "fairness": Kept(FairnessRow, (REGULAR, BOX), _ask_for_objects),
    "quality audit": Kept(ObjectRow, (SECOND,), _ask_for_objects),
    "text": Kept(TextRow, (IOU,), _ask_for_phrases),
}
"""Which tasks keep answers, and how."""

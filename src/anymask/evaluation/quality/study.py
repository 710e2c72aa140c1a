"""The plan of a rating study: which masks are shown, and in which order.

Every object is shown with the mask of every method, so that ratings make pairs; names of trials are
their places in a shuffled order and tell nothing. Source: "Segment Anything", section 7.1 and
appendix E: masks of several methods and the annotation itself, rated from 1 to 10.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from anymask.errors import InputError
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.points.protocol import REGULAR

ANNOTATION = "annotation"
"""The method that is the mask of the set itself."""

Subject = tuple[str, str, int]
"""An object: its data set, its image, its place among the annotations."""


@dataclass(frozen=True)
class Trial:
    """One mask to be rated.

    Attributes:
        name: tells nothing.
        method: whose mask it is.
        data, image, number: of the object.
        set_name: for tables.
        iou: with the annotation.
        counts: COCO string of the mask's run lengths; empty for the annotation itself.
    """

    name: str
    method: str
    data: str
    image: str
    number: int
    set_name: str
    iou: float
    counts: str = ""

    @property
    def subject(self) -> Subject:
        """The object that is masked."""
        return self.data, self.image, self.number


@dataclass(frozen=True)
class Study:
    """What raters are shown.

    Attributes:
        screens: in the order in which they are shown, each with one mask, or with those of all
            methods of one object.
        left_out: objects that not every method answered.
    """

    screens: tuple[tuple[Trial, ...], ...]
    left_out: int = 0

    @property
    def trials(self) -> tuple[Trial, ...]:
        """All masks."""
        return tuple(trial for screen in self.screens for trial in screen)

    @property
    def name(self) -> str:
        """A name that follows from everything in the study, and ties ratings to their key."""
        content = json.dumps([asdict(trial) for trial in self.trials])
        return hashlib.sha256(content.encode("utf-8")).hexdigest()[:16]


def plan_study(
    rows: Mapping[str, Sequence[ObjectRow]],
    *,
    annotation: bool = True,
    together: bool = False,
    seed: int = 0,
) -> Study:
    """Put the masks of all methods into a random order.

    Args:
        rows: method -> its images, each with the masks that answered one click.
        annotation: whether the masks of the set are rated as well.
        together: show the masks of an object side by side; otherwise one at a time, as published.
        seed: of the order.

    Raises:
        InputError: no object has an answer of every method.
    """
    answers = {method: _answers(method, each) for method, each in rows.items()}
    every = list(dict.fromkeys(subject for each in answers.values() for subject in each))
    common = [subject for subject in every if all(subject in each for each in answers.values())]
    if not common:
        raise InputError("no object is answered by every method; measure all on the same objects")
    trials = [[each[subject] for each in answers.values()] for subject in common]
    if annotation:
        trials = [[*group, _annotation_of(group[0])] for group in trials]
    generator = np.random.default_rng(seed)
    screens = trials if together else [[trial] for group in trials for trial in group]
    shuffled = [
        _shuffled(screens[place], generator) for place in generator.permutation(len(screens))
    ]
    return Study(_named(shuffled), len(every) - len(common))


def _answers(method: str, rows: Sequence[ObjectRow]) -> dict[Subject, Trial]:
    """Turn the answers of a method into trials without names."""
    trials = [
        Trial("", method, row.key.data, row.key.image, number, row.set_name, iou, counts)
        for row in rows
        if row.answers and REGULAR in row.scores
        for number, iou, counts in zip(row.numbers, row.scores[REGULAR], row.answers, strict=True)
    ]
    return {trial.subject: trial for trial in trials}


def _annotation_of(trial: Trial) -> Trial:
    return replace(trial, method=ANNOTATION, iou=1.0, counts="")


def _shuffled(trials: Sequence[Trial], generator: np.random.Generator) -> list[Trial]:
    return [trials[place] for place in generator.permutation(len(trials))]


def _named(screens: Sequence[Sequence[Trial]]) -> tuple[tuple[Trial, ...], ...]:
    """Name trials by their places."""
    named, count = [], 0
    for screen in screens:
        named.append(
            tuple(replace(each, name=f"t{count + n:05d}") for n, each in enumerate(screen))
        )
        count += len(screen)
    return tuple(named)

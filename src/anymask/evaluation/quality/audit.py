"""The task "quality audit": masks against those of a second annotator.

A mask that somebody drew is prompted with a box or a click; the answer is compared with what other
annotators drew there, and so is the mask that was prompted: that is human agreement, the ceiling.
Source: "Segment Anything", section 5, mask quality.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch

from anymask.data.broken import BrokenSampleError
from anymask.errors import ConfigurationError, FormatError, InputError
from anymask.evaluation.methods import Method, TakesBoxes, TakesClicks
from anymask.evaluation.object_rows import ObjectRow, summarise_set
from anymask.evaluation.picture import Picture
from anymask.evaluation.points.policy import ClickPolicy
from anymask.evaluation.points.session import to_points
from anymask.evaluation.quality.agreement import (
    CLOSEST,
    OWN,
    SECOND,
    TARGETS,
    Versions,
    agreement,
    at_least,
    versions_of,
)
from anymask.evaluation.quality.annotators import Annotator, segmentations_of
from anymask.evaluation.quality.own_masks import OwnMasks
from anymask.evaluation.quality.second_set import SecondSet
from anymask.evaluation.report import Measure
from anymask.evaluation.rows import by_set
from anymask.evaluation.task import Summary
from anymask.geometry import rle
from anymask.geometry.rle import Rle

Prompt = Literal["box", "click"]
OBJECTS_AT_A_TIME = 64
"""Bounds the memory of an image, however many objects it has."""
ALONE = "no version by another annotator"
SAME = 0.5
"""From this IoU on two segments are versions of one object, as instances are matched in COCO."""


@dataclass(frozen=True)
class AuditTask:
    """IoU of masks with those of other annotators.

    Attributes:
        prompt: what a method gets of each mask that was drawn.
        second: who marked the same images; None where the set itself keeps several annotators.
        same: the least IoU of two segments that are versions of one object; 0: people who cut an
            image into larger or smaller parts disagree.

    Raises:
        ConfigurationError: `same` is no share.
    """

    prompt: Prompt = "box"
    second: SecondSet | None = None
    same: float = SAME
    name: str = "quality audit"
    row_type: type[ObjectRow] = ObjectRow

    def __post_init__(self) -> None:
        if not 0 <= self.same <= 1:
            raise ConfigurationError(f"same is {self.same:g}; pass an IoU from 0 to 1")

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes the rows."""
        second = None if self.second is None else self.second.name
        return {"prompt": self.prompt, "second": second, "same": self.same}

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures in the order of columns; a single second annotator is the closest.

        >>> [measure.heading for measure in AuditTask().measures().values()][:4]
        ['own annotator', 'another annotator', 'IoU ≥ .90', 'IoU ≥ .75']
        """
        named = {OWN: Measure("own annotator"), SECOND: Measure("another annotator")}
        named |= {at_least(SECOND, each): Measure(f"IoU ≥ .{each}") for each in TARGETS}
        if self.second is None:
            named[CLOSEST] = Measure("closest annotator")
            named |= {at_least(CLOSEST, each): Measure(f"its IoU ≥ .{each}") for each in TARGETS}
        return named

    def score(self, method: Method, picture: Picture) -> ObjectRow:
        """Ask for every mask that was drawn and compare the answers with other annotators.

        Raises:
            BrokenSampleError: the image or its segmentations cannot be read.
            InputError: the method does not take the prompt, or nobody else marked the images.
        """
        objects, annotators = picture.objects, self._annotators(picture)
        inside = self.second is None
        versions = [
            versions_of(each, annotators, one_drew_it=inside, same=self.same)
            for each in objects.masks
        ]
        kept = [place for place, each in enumerate(versions) if len(each)]
        drawn = [objects.masks[place] for place in kept]
        answers = _answer(method, picture, drawn, self.prompt) if drawn else []
        columns: dict[str, list[float]] = {}
        for place, mask, answer in zip(kept, drawn, answers, strict=True):
            for name, value in self._compare(mask, answer, versions[place], method).items():
                columns.setdefault(name, []).append(value)
        alone = len(objects.masks) - len(kept)
        return ObjectRow(
            key=picture.key,
            set_name=picture.sample.source,
            numbers=tuple(objects.numbers[place] for place in kept),
            areas=tuple(rle.area(mask) for mask in drawn),
            left_out={**objects.left_out, **({ALONE: alone} if alone else {})},
            scores={name: tuple(values) for name, values in columns.items()},
            answers=tuple(rle.to_coco(answer)["counts"] for answer in answers),
        )

    def summarise(self, rows: Sequence[ObjectRow]) -> Summary:
        """Average set by set, with intervals."""
        return Summary(tuple(summarise_set(name, each) for name, each in by_set(rows).items()))

    def _annotators(self, picture: Picture) -> tuple[Annotator, ...]:
        if self.second is not None:
            return (self.second.annotator(picture.key.image),)
        try:
            annotators = segmentations_of(picture.dataset, picture.index)
        except FormatError as error:
            raise BrokenSampleError(picture.key.image, str(error)) from error
        if annotators is None:
            raise InputError(
                f"{picture.key.data} keeps one annotation per image; pass a set with several, such "
                "as BSDS500, or --second with the same images marked by somebody else"
            )
        return annotators

    def _compare(
        self, drawn: Rle, answer: Rle, versions: Versions, method: Method
    ) -> dict[str, float]:
        scores = agreement(answer, versions)
        if not isinstance(method, OwnMasks):
            shared = rle.intersection(answer, drawn)
            scores[OWN] = shared / (rle.area(answer) + rle.area(drawn) - shared)
        return {name: scores[name] for name in self.measures() if name in scores}


def _answer(method: Method, picture: Picture, drawn: Sequence[Rle], prompt: Prompt) -> list[Rle]:
    """Ask for each mask that was drawn: one answer each, the most confident."""
    if isinstance(method, OwnMasks):
        return list(drawn)
    view = method(picture.pixels)
    answers: list[Rle] = []
    for start in range(0, len(drawn), OBJECTS_AT_A_TIME):
        part = drawn[start : start + OBJECTS_AT_A_TIME]
        if prompt == "box" and isinstance(view, TakesBoxes):
            boxes = torch.tensor([rle.box(mask) for mask in part]).float()
            answers += view.box(boxes).rle()
        elif prompt == "click" and isinstance(view, TakesClicks):
            policy, draws = ClickPolicy(), np.random.default_rng(0)
            clicks = [policy.first_click(rle.decode(mask), draws) for mask in part]
            masks = view.click(to_points([[click] for click in clicks])[:, 0])
            answers += masks.rle()[:: len(masks) // len(part)]
        else:
            raise InputError(f"{method.name} takes no {prompt}; choose another --prompt, or method")
    return answers

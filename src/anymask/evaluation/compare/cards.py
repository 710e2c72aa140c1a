"""Cases as they are shown: one card each, the same window of a photo for every contender."""

from collections.abc import Iterator
from dataclasses import dataclass

from anymask.evaluation.compare.answers import Question
from anymask.evaluation.compare.cases import Group, make_groups
from anymask.evaluation.compare.clicked import first_click
from anymask.evaluation.compare.examples import Example, Examples
from anymask.evaluation.compare.originals import Original, Originals, Place
from anymask.evaluation.compare.panels import Stage, encode_jpeg
from anymask.evaluation.points.protocol import REGULAR
from anymask.geometry import rle


@dataclass(frozen=True, eq=False)
class Panel:
    """What one contender answered.

    Attributes:
        label: of the contender.
        score: of the answer.
        jpeg: its picture.
    """

    label: str
    score: float
    jpeg: bytes


@dataclass(frozen=True, eq=False)
class Card:
    """One case.

    Attributes:
        question: what was asked.
        truth: JPEG of what was meant.
        panels: a picture per contender.
        clicked: whether they show a click.
    """

    question: Question
    truth: bytes
    panels: tuple[Panel, ...]
    clicked: bool


@dataclass(frozen=True, eq=False)
class Gallery:
    """Cards of one kind, under a title."""

    title: str
    cards: tuple[Card, ...]


def make_galleries(examples: Examples, count: int, originals: Originals) -> tuple[Gallery, ...]:
    """Choose cases of the sets that are still there, and draw them.

    Args:
        examples: to choose from.
        count: how many cards a gallery has at most.
        originals: finds the photos, and remembers what it did not find.
    """
    shown = [each for each in examples.found if _place(each, examples, originals) is not None]
    groups = make_groups(Examples(examples.measure, examples.contenders, tuple(shown)), count)
    galleries = [
        Gallery(group.title, tuple(_cards(group, examples, originals))) for group in groups
    ]
    return tuple(gallery for gallery in galleries if gallery.cards)


def _cards(group: Group, examples: Examples, originals: Originals) -> Iterator[Card]:
    for example in group.examples:
        place = _place(example, examples, originals)
        original = originals.find(example.question, place) if place is not None else None
        if original is not None:
            yield _draw(example, examples, original)


def _draw(example: Example, examples: Examples, original: Original) -> Card:
    stage = Stage.around(original.pixels, original.truth)
    clicks = [
        first_click(contender.report.settings, original.truth)
        if examples.measure == REGULAR
        else None
        for contender in examples.contenders
    ]
    panels = []
    for contender, answer, click in zip(examples.contenders, example.answers, clicks, strict=True):
        mask = rle.from_coco({"size": list(original.truth.size), "counts": answer.runs})
        jpeg = encode_jpeg(stage.draw_answer(mask, click))
        panels.append(Panel(contender.label, answer.score, jpeg))
    truth = encode_jpeg(stage.draw_truth())
    return Card(example.question, truth, tuple(panels), any(clicks))


def _place(example: Example, examples: Examples, originals: Originals) -> Place | None:
    """Find where the set of an example still lies: reports may tell different paths for it."""
    for contender, answer in zip(examples.contenders, example.answers, strict=True):
        settings = contender.report.settings
        place = Place.of(settings, example.question.set_name, answer.data)
        if originals.has(place):
            return place
    return None

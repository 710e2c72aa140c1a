"""Which phrases of an image are asked, and what a right answer to each would be.

What `sampling.py` decides object by object is decided here phrase by phrase: all objects of a
phrase are asked for together, so they count or do not count together.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from anymask.data.compact import CompactSample
from anymask.evaluation.sampling import EMPTY, SMALL, SURPLUS, Sampling
from anymask.evaluation.text.phrases import Phrase, Phrases
from anymask.geometry import rle
from anymask.geometry.rle import Rle


@dataclass(frozen=True, eq=False)
class Question:
    """A phrase with the objects of an image that it means.

    Attributes:
        text: to be asked.
        members: the places of its objects among the annotations of the image.
        truths: their masks; none is empty.
        area: pixels that belong to any of them.
    """

    text: str
    members: tuple[int, ...]
    truths: tuple[Rle, ...]
    area: int


@dataclass(frozen=True)
class Questions:
    """What one image is asked.

    Attributes:
        asked: one question per phrase.
        left_out: reason -> how many objects without a usable label, or phrases, are not asked for.
    """

    asked: tuple[Question, ...]
    left_out: Mapping[str, int]


def choose_questions(
    sample: CompactSample,
    phrases: Phrases,
    index: int,
    sampling: Sampling,
    room: int | None = None,
) -> Questions:
    """Leave out the phrases of an image that do not count.

    Args:
        sample: the image and its masks, not decoded.
        phrases: what its masks are called.
        index: its place in its set.
        sampling: the least share of the image that a phrase covers, and the seed of draws.
        room: how many phrases the set may still get; more are left out at random. None: no limit.
    """
    found = [_question(phrase, sample.masks) for phrase in phrases.phrases]
    shown = [question for question in found if question is not None]
    least = sampling.min_area_share * sample.size[0] * sample.size[1]
    large = [question for question in shown if question.area >= least]
    chosen = large if room is None else _draw(large, room, [sampling.seed, index + 1])
    left_out = Counter(phrases.left_out)
    left_out[EMPTY] += len(found) - len(shown)
    left_out[SMALL] += len(shown) - len(large)
    left_out[SURPLUS] += len(large) - len(chosen)
    return Questions(tuple(chosen), dict(+left_out))


def _question(phrase: Phrase, masks: Sequence[Rle]) -> Question | None:
    """Gather the masks of a phrase; None where no pixel belongs to it."""
    members = tuple(place for place in phrase.members if rle.area(masks[place]))
    if not members:
        return None
    truths = tuple(masks[place] for place in members)
    return Question(phrase.text, members, truths, rle.area(rle.union(truths)))


def _draw(questions: Sequence[Question], room: int, seed: Sequence[int]) -> Sequence[Question]:
    """Draw as many questions as there is room for, and keep their order."""
    if len(questions) <= room:
        return questions
    drawn = np.random.default_rng(seed).permutation(len(questions))[:room]
    return [questions[place] for place in sorted(drawn.tolist())]

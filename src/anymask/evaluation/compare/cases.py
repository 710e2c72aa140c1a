"""Which examples to look at: the worst and the best of each contender, and the largest differences.

A list that is sorted by score alone shows one hard image, or one hard set, over and over. Here each
image appears once in a group and the sets take turns; of equal scores the larger object comes
first, because it says more.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from anymask.evaluation.compare.examples import Example, Examples


@dataclass(frozen=True, eq=False)
class Group:
    """Examples of one kind.

    Attributes:
        title: what they show.
        examples: the most telling first.
    """

    title: str
    examples: tuple[Example, ...]


def make_groups(examples: Examples, count: int) -> tuple[Group, ...]:
    """Choose what to look at, at most `count` examples in a group; empty groups are left out.

    Differences are those between the first contender and each other one, both ways.
    """
    labels = [one.label for one in examples.contenders]
    scores = np.array(
        [[answer.score for answer in each.answers] for each in examples.found]
    ).reshape(len(examples.found), len(labels))
    groups = []
    for label, own in zip(labels, scores.T, strict=True):
        groups.append(Group(f"Worst of {label}", pick(examples.found, -own, count)))
        groups.append(Group(f"Best of {label}", pick(examples.found, own, count)))
    for label, own in zip(labels[1:], scores.T[1:], strict=True):
        lead = own - scores[:, 0]
        for ahead, behind, gain in ((labels[0], label, -lead), (label, labels[0], lead)):
            better = [each for each, by in zip(examples.found, gain, strict=True) if by > 0]
            chosen = pick(better, gain[gain > 0], count)
            groups.append(Group(f"{ahead} ahead of {behind}", chosen))
    return tuple(group for group in groups if group.examples)


def pick(
    examples: Sequence[Example], values: Float[np.ndarray, "N"], count: int
) -> tuple[Example, ...]:
    """Take the examples of the highest values: one per image, sets in turn, highest first.

    Args:
        examples: N of them.
        values: of each.
        count: how many to take at most.
    """
    areas = [example.question.area for example in examples]
    order = [examples[place] for place in np.lexsort((np.negative(areas), -values))]
    images: set[tuple[str, str]] = set()
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, int]] = []
    for position, example in enumerate(order):
        asked = example.question
        if (asked.set_name, asked.image) not in images:
            images.add((asked.set_name, asked.image))
            turns[asked.set_name] += 1
            ranked.append((turns[asked.set_name], position))
    chosen = sorted(position for _, position in sorted(ranked)[:count])
    return tuple(order[position] for position in chosen)

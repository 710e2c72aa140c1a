"""Questions about a scene with answers of a word: how many, what colour, what where, is there."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from anymask.data.scenes.captions import Described, in_words, with_colour
from anymask.data.scenes.objects import SceneObject
from anymask.data.scenes.relations import OPPOSITES
from anymask.data.scenes.vocabulary.catalog import VOCABULARY
from anymask.data.scenes.words import article


@dataclass(frozen=True)
class Question:
    """A question and its answer.

    Attributes:
        kind: what it asks for.
        text: the question, with its question mark.
        answer: a number in digits, a colour, a name, "yes" or "no".
    """

    kind: Literal["count", "colour", "relation", "existence"]
    text: str
    answer: str


def ask(scene: Described, rng: np.random.Generator) -> tuple[Question, ...]:
    """Ask about a scene, at most one question of each kind and one more with the answer no.

    Args:
        scene: what is seen.
        rng: chooses what is asked.
    """
    makers = (_count, _colour, _relation, _existence, _absence)
    asked = (maker(scene, rng) for maker in makers)
    return tuple(question for question in asked if question is not None)


def _count(scene: Described, rng: np.random.Generator) -> Question | None:
    names = sorted({thing.name for thing in scene.things if scene.countable(thing.name)})
    if not names:
        return None
    name = names[int(rng.integers(len(names)))]
    count = sum(thing.name == name for thing in scene.things)
    return Question("count", f"How many {VOCABULARY[name].several} are there?", str(count))


def _colour(scene: Described, rng: np.random.Generator) -> Question | None:
    known = [each for each in scene.things if each.colour and scene.alone(each)]
    thing = _choose([each for each in known if not VOCABULARY[each.name].dressed], rng)
    if thing is None:
        return None
    return Question("colour", f"What colour is the {thing.name}?", thing.colour)


def _relation(scene: Described, rng: np.random.Generator) -> Question | None:
    """Ask whether one thing is left of another, or what a thing stands on."""
    known = [
        (scene.objects[relation.subject], relation.name, scene.objects[relation.other])
        for relation in scene.relations
        if _is_alone(scene, relation.subject) and relation.name != "part of"
    ]
    chosen = [(one, name, other) for one, name, other in known if _askable(scene, name, other)]
    if not chosen:
        return None
    one, name, other = chosen[int(rng.integers(len(chosen)))]
    if name not in OPPOSITES:
        return Question("relation", f"What is the {one.name} {name}?", other.name)
    true = rng.random() < 0.5
    if not true:
        one, other = other, one
    text = f"Is the {one.name} {in_words(name)} the {other.name}?"
    return Question("relation", text, "yes" if true else "no")


def _is_alone(scene: Described, index: int) -> bool:
    thing = scene.objects[index]
    return thing.is_thing and scene.alone(thing)


def _askable(scene: Described, relation: str, other: SceneObject) -> bool:
    """Whether "the" other is clear, or is itself the answer."""
    return relation not in OPPOSITES or (other.is_thing and scene.alone(other))


def _existence(scene: Described, rng: np.random.Generator) -> Question | None:
    thing = _choose(list(scene.things), rng)
    if thing is None:
        return None
    text = f"Is there {article(with_colour(thing))} in the picture?"
    return Question("existence", text, "yes")


def _absence(scene: Described, rng: np.random.Generator) -> Question | None:
    """Ask for something that is not there."""
    absent = sorted(name for name in VOCABULARY if not scene.seen.get(name))
    name = absent[int(rng.integers(len(absent)))]
    return Question("existence", f"Is there {article(name)} in the picture?", "no")


def _choose(things: list[SceneObject], rng: np.random.Generator) -> SceneObject | None:
    return things[int(rng.integers(len(things)))] if things else None

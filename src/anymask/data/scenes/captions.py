"""Sentences about a scene: true, about what is clearly seen, and the same for the same seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from anymask.data.scenes.objects import SceneObject
from anymask.data.scenes.relations import OPPOSITES, Relation
from anymask.data.scenes.vocabulary.catalog import VOCABULARY
from anymask.data.scenes.words import article, listed, number, sentence

MOST_NAMED = 4
"""A caption lists at most this many kinds."""


@dataclass(frozen=True)
class Described:
    """What captions and questions speak about.

    Attributes:
        objects: all that has a name and is seen.
        relations: between the clear ones.
        seen: how often each name is seen, however little of it.
        setting: "in a room"; "" if there is nothing to say.
    """

    objects: tuple[SceneObject, ...]
    relations: tuple[Relation, ...]
    seen: Mapping[str, int]
    setting: str

    @property
    def things(self) -> tuple[SceneObject, ...]:
        """The clear whole things, large ones first."""
        clear = [thing for thing in self.objects if thing.clear and thing.is_thing]
        return tuple(sorted(clear, key=lambda thing: -thing.area))

    @property
    def regions(self) -> tuple[SceneObject, ...]:
        """The clear regions and cells: sky, grass, wall."""
        clear = (t for t in self.objects if t.clear and t.parent < 0 and not t.is_thing)
        return tuple(clear)

    def alone(self, thing: SceneObject) -> bool:
        """Whether nothing else of its kind is seen, so that "the cat" is clear."""
        same = [other for other in self.things if other.name == thing.name]
        return len(same) == 1 and self.countable(thing.name)

    def countable(self, name: str) -> bool:
        """Whether all of this name that is seen at all is clearly seen, as a whole thing."""
        return self.seen.get(name, 0) == sum(thing.name == name for thing in self.things)


def make_caption(scene: Described, rng: np.random.Generator) -> str:
    """Describe a scene in one sentence.

    Args:
        scene: what is seen.
        rng: chooses the template and the words.
    """
    things = scene.things
    if not things:
        return sentence(_empty(scene))
    told = [relation for relation in scene.relations if _tellable(scene, relation)]
    if told and rng.random() < 0.6:
        relation = told[int(rng.integers(len(told)))]
        return sentence(_related(scene, relation, rng))
    return sentence(_inventory(scene, things, rng))


def name_thing(thing: SceneObject, rng: np.random.Generator) -> str:
    """Name a thing with some of its adjectives: "small red car".

    Args:
        thing: the thing.
        rng: leaves adjectives out at random.
    """
    phrase = with_colour(thing) if rng.random() < 0.8 else thing.name
    if thing.size and rng.random() < 0.4:
        return f"{thing.size} {phrase}"
    return phrase


def with_colour(thing: SceneObject) -> str:
    """Name a thing with its colour: "red car", "person in red"."""
    if not thing.colour:
        return thing.name
    if thing.is_thing and VOCABULARY[thing.name].dressed:
        return f"{thing.name} in {thing.colour}"
    return f"{thing.colour} {thing.name}"


def _empty(scene: Described) -> str:
    """Describe a scene without a thing of the vocabulary."""
    counts: dict[str, int] = {}
    for region in scene.regions:
        counts[region.name] = counts.get(region.name, 0) + 1
    names = [_region(name, count) for name, count in counts.items()][:3]
    if not names:
        return "a picture of scattered shapes"
    return f"a picture of {listed(names)} {scene.setting}".strip()


MASS = ("sky", "grass", "sand", "soil", "snow", "water", "carpet")
"""Regions that take no article and no plural."""


def _region(name: str, count: int) -> str:
    if name in MASS:
        return "the sky" if name == "sky" else name
    if count == 1:
        return article(name)
    plural = {"nucleus": "nuclei"}.get(name, f"{name}s")
    return f"many {plural}" if count > 4 else f"some {plural}"


def _inventory(scene: Described, things: Sequence[SceneObject], rng: np.random.Generator) -> str:
    """List the kinds that are seen, each with its number."""
    names = list(dict.fromkeys(thing.name for thing in things))[:MOST_NAMED]
    phrases = []
    for name in names:
        same = [thing for thing in things if thing.name == name]
        if len(same) == 1:
            phrases.append(article(name_thing(same[0], rng)))
        elif scene.countable(name):
            phrases.append(_herd(same))
        else:
            phrases.append(f"some {VOCABULARY[name].several}")
    several = not phrases[0].startswith(("a ", "an "))
    templates = (
        f"{listed(phrases)} {scene.setting}",
        f"a picture of {listed(phrases)} {scene.setting}",
        f"there {'are' if several else 'is'} {listed(phrases)} {scene.setting}",
        f"{scene.setting}, {'there are' if several else 'there is'} {listed(phrases)}",
    )
    return templates[int(rng.integers(len(templates)))].strip()


def _herd(same: Sequence[SceneObject]) -> str:
    """Name several things of a kind, with their colour if they share it."""
    colours = {thing.colour for thing in same}
    kind = VOCABULARY[same[0].name]
    colour = colours.pop() if len(colours) == 1 else ""
    if colour and kind.dressed:
        return f"{number(len(same))} {kind.several} in {colour}"
    return " ".join(filter(None, (number(len(same)), colour, kind.several)))


def _tellable(scene: Described, relation: Relation) -> bool:
    """Whether a relation makes a caption: between whole things, or a thing and where it is."""
    return relation.name != "part of" and scene.objects[relation.subject].is_thing


def _related(scene: Described, relation: Relation, rng: np.random.Generator) -> str:
    """Tell one relation, from one side or the other."""
    one, other = scene.objects[relation.subject], scene.objects[relation.other]
    relation_name: str = relation.name
    if relation_name in OPPOSITES and rng.random() < 0.5:
        one, other = other, one
        relation_name = OPPOSITES[relation_name]
    where = in_words(relation_name)
    first = article(name_thing(one, rng))
    second = name_place(other, rng)
    templates = (
        f"{first} {where} {second}",
        f"{first} is {where} {second}",
        f"there is {first} {where} {second}",
        f"{where} {second}, there is {first}",
    )
    return templates[int(rng.integers(len(templates)))]


def name_place(thing: SceneObject, rng: np.random.Generator) -> str:
    """Name what something is related to: "a red car", "the grass"."""
    if thing.is_thing:
        return article(name_thing(thing, rng))
    return f"the {thing.name}"


def in_words(relation: str) -> str:
    """Write a relation as it stands between two nouns."""
    return {"left of": "to the left of", "right of": "to the right of"}.get(relation, relation)

"""How the objects of a scene lie to each other, true of the pixels and depths that are seen.

Only what nobody would doubt becomes a relation: apart means that the boxes are apart, in front
means that the boxes meet and the depths differ.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Bool
from numpy import ndarray
from scipy.ndimage import binary_dilation

from anymask.data.scenes.objects import SceneObject

RelationName = Literal["left of", "above", "in front of", "on", "in", "part of"]

OPPOSITES: dict[str, str] = {
    "left of": "right of",
    "above": "below",
    "in front of": "behind",
}
"""Relations that read the other way round under another name."""

HOLLOW = ("bowl", "basket", "tray")
"""What one lies in; on everything else one lies on it."""

NEARER = 0.99
"""In front means less than this share of the other's depth."""


@dataclass(frozen=True)
class Relation:
    """Object `subject` is `name` object `other`; both are positions in the list of objects."""

    subject: int
    name: RelationName
    other: int


def find_relations(
    objects: tuple[SceneObject, ...], masks: Bool[ndarray, "M S S"]
) -> tuple[Relation, ...]:
    """List all relations between the clear objects of a scene.

    Args:
        objects: what is seen.
        masks: their masks, by `SceneObject.mask`.
    """
    clear = [index for index, thing in enumerate(objects) if thing.clear]
    things = [index for index in clear if objects[index].is_thing]
    found = [
        Relation(index, "part of", objects[index].parent)
        for index in clear
        if objects[index].parent >= 0
    ]
    for one in things:
        support = objects[one].support
        if support in clear and _touch(masks, objects[one], objects[support]):
            found.append(Relation(one, "in" if objects[support].name in HOLLOW else "on", support))
        for other in things:
            if one != other:
                found += _apart(objects, one, other)
    return tuple(found)


def _apart(objects: tuple[SceneObject, ...], one: int, other: int) -> list[Relation]:
    """Relate two things of the picture, one way."""
    (left, top, right, bottom), far = objects[one].box, objects[one].depth
    other_left, other_top, other_right, other_bottom = objects[other].box
    names: list[RelationName] = []
    if right <= other_left:
        names.append("left of")
    if bottom <= other_top:
        names.append("above")
    meet = min(right, other_right) > max(left, other_left) and min(bottom, other_bottom) > max(
        top, other_top
    )
    if meet and far < NEARER * objects[other].depth:
        names.append("in front of")
    return [Relation(one, name, other) for name in names]


def _touch(masks: Bool[ndarray, "M S S"], thing: SceneObject, support: SceneObject) -> bool:
    """Whether the pixels of a thing border on those of its support."""
    left, top, right, bottom = thing.box
    window = slice(max(top - 2, 0), bottom + 2), slice(max(left - 2, 0), right + 2)
    grown = binary_dilation(masks[thing.mask][window], np.ones((3, 3), bool), iterations=2)
    return bool((grown & masks[support.mask][window]).any())

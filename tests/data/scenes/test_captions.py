"""Claims about captions: grammatical, true, and about what is seen."""

import re

import numpy as np
import pytest

from anymask.data.scenes.captions import Described, make_caption, name_thing, with_colour
from anymask.data.scenes.colours import TERMS
from anymask.data.scenes.objects import SceneObject
from anymask.data.scenes.relations import Relation
from anymask.data.scenes.source import SceneSample
from anymask.data.scenes.vocabulary.catalog import VOCABULARY


def _thing(name: str, colour: str = "", mask: int = 0, size: str = "") -> SceneObject:
    return SceneObject(name, colour, size, mask, -1, -1, (0, 0, 9, 9), 81, 1.0, True)


def _described(*things: SceneObject, relations: tuple[Relation, ...] = ()) -> Described:
    names = [thing.name for thing in things]
    return Described(things, relations, {name: names.count(name) for name in names}, "in a room")


def _captions(scene: Described) -> set[str]:
    return {make_caption(scene, np.random.default_rng(seed)) for seed in range(60)}


def test_every_kind_that_is_named_is_seen_clearly(described: list[SceneSample]) -> None:
    for scene in described:
        clear = {thing.name for thing in scene.objects if thing.clear}
        words = set(re.findall(r"[a-z]+", scene.caption.lower()))
        for name in words & set(VOCABULARY) - {"table"}:
            assert name in clear, scene.caption


def test_captions_are_sentences(described: list[SceneSample]) -> None:
    for scene in described:
        assert re.fullmatch(r"[A-Z][a-z0-9 ,]+\.", scene.caption), scene.caption
        assert not re.search(r"\ba [aeiou]|\ban [^aeiou]|  ", scene.caption), scene.caption


def test_an_inventory_counts_and_names_colours() -> None:
    scene = _described(_thing("cat", "black"), _thing("cat", "black"), _thing("bus", "red"))
    assert any("two black cats" in caption for caption in _captions(scene))
    assert all("bus" in caption and "in a room" in caption.lower() for caption in _captions(scene))


def test_verbs_agree_with_what_follows() -> None:
    captions = _captions(_described(_thing("cat"), _thing("cat"), _thing("dog")))
    assert "There are two cats and a dog in a room." in captions
    assert "There is a dog in a room." in _captions(_described(_thing("dog")))


def test_a_relation_is_told_from_both_sides() -> None:
    things = (_thing("cat", "white"), _thing("dog"))
    captions = _captions(_described(*things, relations=(Relation(0, "left of", 1),)))
    assert any("cat" in c and "to the left of a dog" in c for c in captions)
    assert any(re.search(r"dog (is )?to the right of a (white )?cat", c) for c in captions)


@pytest.mark.parametrize("colour", TERMS)
def test_people_wear_their_colour(colour: str) -> None:
    assert with_colour(_thing("person", colour)) == f"person in {colour}"
    assert with_colour(_thing("car", colour)) == f"{colour} car"


def test_sizes_come_first() -> None:
    rng = np.random.default_rng(0)
    names = {name_thing(_thing("car", "red", size="large"), rng) for _ in range(50)}
    assert names == {"car", "red car", "large car", "large red car"}


def test_nothing_is_made_up_for_a_scene_without_things() -> None:
    assert make_caption(_described(), np.random.default_rng(0)) == "A picture of scattered shapes."

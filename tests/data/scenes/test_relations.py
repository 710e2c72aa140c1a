"""Claims about relations: each is true of the masks and of the depth map."""

import numpy as np
import torch

from anymask.data.scenes.objects import SceneObject
from anymask.data.scenes.relations import Relation, find_relations
from anymask.data.scenes.source import SceneSample


def _pairs(scenes: list[SceneSample], name: str) -> list[tuple[SceneSample, Relation]]:
    found = [(s, relation) for s in scenes for relation in s.relations if relation.name == name]
    assert len(found) >= 3, f"no '{name}' in the scenes of this test"
    return found


def _masks(scene: SceneSample, relation: Relation) -> tuple[torch.Tensor, torch.Tensor]:
    one, other = scene.objects[relation.subject], scene.objects[relation.other]
    return scene.sample.masks[one.mask], scene.sample.masks[other.mask]


def test_left_and_above_hold_for_every_pixel(described: list[SceneSample]) -> None:
    for name, axis in (("left of", 1), ("above", 0)):
        for scene, relation in _pairs(described, name):
            one, other = _masks(scene, relation)
            assert one.nonzero()[:, axis].max() < other.nonzero()[:, axis].min()


def test_what_is_in_front_has_less_depth(described: list[SceneSample]) -> None:
    for scene, relation in _pairs(described, "in front of"):
        one, other = _masks(scene, relation)
        assert scene.depth[one].median() < scene.depth[other].median()


def test_parts_lie_in_their_wholes(described: list[SceneSample]) -> None:
    for scene, relation in _pairs(described, "part of"):
        one, other = _masks(scene, relation)
        assert not (one & ~other).any()


def test_what_stands_on_something_touches_it(described: list[SceneSample]) -> None:
    for scene, relation in _pairs(described, "on"):
        one, other = _masks(scene, relation)
        grown = torch.nn.functional.max_pool2d(one[None].float(), 5, 1, 2)[0].bool()
        assert (grown & other).any()


def test_only_clear_objects_are_related(described: list[SceneSample]) -> None:
    for scene in described:
        for relation in scene.relations:
            assert scene.objects[relation.subject].clear


def test_dishes_hold_things_inside() -> None:
    masks = np.zeros((2, 20, 20), dtype=bool)
    masks[0, 2:18, 2:18], masks[1, 8:12, 8:12] = True, True
    masks[0] &= ~masks[1]
    shape = {"colour": "", "size": "", "parent": -1, "clear": True}
    bowl = SceneObject("bowl", mask=0, support=-1, box=(2, 2, 18, 18), area=240, depth=2.0, **shape)
    apple = SceneObject("apple", mask=1, support=0, box=(8, 8, 12, 12), area=16, depth=1.9, **shape)
    names = {relation.name for relation in find_relations((bowl, apple), masks)}
    assert names == {"in", "in front of"}

"""Claims about the objects that are seen."""

import numpy as np
import pytest

from anymask.data.scenes.boxes import box_of
from anymask.data.scenes.colours import name_colour
from anymask.data.scenes.objects import seen_names, union_area
from anymask.data.scenes.render import render
from anymask.data.scenes.source import SceneSample
from anymask.data.scenes.worlds.catalog import random_scene


def test_boxes_and_areas_are_those_of_the_masks(described: list[SceneSample]) -> None:
    for scene in described:
        for thing in scene.objects:
            mask = scene.sample.masks[thing.mask].numpy()
            assert thing.box == box_of(mask)
            assert thing.area == mask.sum()


def test_depths_are_medians_of_the_depth_map(described: list[SceneSample]) -> None:
    for scene in described:
        for thing in scene.objects[::5]:
            inside = scene.depth[scene.sample.masks[thing.mask]].numpy()
            assert thing.depth == pytest.approx(float(np.median(inside)))


def test_parents_are_those_of_the_tree(described: list[SceneSample]) -> None:
    for scene in described:
        by_mask = {thing.mask: index for index, thing in enumerate(scene.objects)}
        for thing in scene.objects:
            parent = int(scene.parents[thing.mask])
            while parent >= 0 and parent not in by_mask:
                parent = int(scene.parents[parent])
            assert thing.parent == by_mask.get(parent, -1)


def test_sizes_agree_with_areas(described: list[SceneSample]) -> None:
    things = [thing for scene in described for thing in scene.objects]
    largest = max(thing.area for thing in things if thing.size == "small")
    assert largest < min(thing.area for thing in things if thing.size == "large")


def test_colours_are_seen_in_the_picture(described: list[SceneSample]) -> None:
    right = []
    for scene in described:
        masks, image = scene.sample.masks.numpy(), scene.sample.image.numpy()
        for thing in scene.objects:
            parts = [each.mask for each in scene.objects if scene.parents[each.mask] == thing.mask]
            own = masks[thing.mask] & ~masks[parts].any(0)
            if thing.colour and not thing.is_thing and own.any():
                seen = np.median(image[:, own], axis=1)
                right.append(name_colour(seen) == thing.colour)
    assert len(right) > 50
    assert np.mean(right) > 0.95


def test_most_things_show_their_colour(described: list[SceneSample]) -> None:
    clear = [
        (thing, scene)
        for scene in described
        for thing in scene.objects
        if thing.is_thing and thing.clear and int(np.ptp(scene.sample.image.numpy(), axis=0).max())
    ]
    assert np.mean([bool(thing.colour) for thing, _ in clear]) > 0.75


def test_grey_pictures_have_no_colours(described: list[SceneSample]) -> None:
    for scene in described:
        if not np.ptp(scene.sample.image.numpy(), axis=0).any():
            assert not any(thing.colour for thing in scene.objects)


def test_what_is_mostly_hidden_or_cut_off_is_not_clear(described: list[SceneSample]) -> None:
    clear = [thing.clear for scene in described for thing in scene.objects if thing.is_thing]
    assert 0.3 < np.mean(clear) < 0.95


def test_overlapping_outlines_count_once() -> None:
    square = np.array([[0.0, 0.0], [30.0, 0.0], [30.0, 30.0], [0.0, 30.0]])
    assert union_area([square, square]) == pytest.approx(900, rel=0.1)
    assert union_area([square, square + 300.0]) == pytest.approx(1800, rel=0.35)


def test_names_are_counted_however_little_is_seen() -> None:
    scene = random_scene(np.random.default_rng(3), 96, "outdoors")
    rendering = render(scene)
    names = [node.name for number, node in enumerate(scene.nodes) if rendering.mask(number).any()]
    assert dict(seen_names(scene, rendering)) == {name: names.count(name) for name in names}

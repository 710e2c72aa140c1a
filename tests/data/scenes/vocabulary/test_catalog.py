"""Claims about the vocabulary as a whole."""

from collections.abc import Callable

import numpy as np
import pytest

from anymask.data.scenes.colours import TERMS
from anymask.data.scenes.kinds import Kind, Part
from anymask.data.scenes.materials import MATERIALS
from anymask.data.scenes.render import Rendering
from anymask.data.scenes.scene import Scene
from anymask.data.scenes.vocabulary.catalog import VOCABULARY, found_in

KINDS = list(VOCABULARY.values())


def _parts(parts: tuple[Part, ...]) -> list[Part]:
    return [each for part in parts for each in (part, *_parts(part.parts))]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_plans_name_known_materials_and_colours(kind: Kind) -> None:
    assert kind.finish in MATERIALS
    assert set(kind.colours) <= set(TERMS)
    assert {part.paint for part in _parts(kind.parts)} <= {"main", *MATERIALS}
    assert any(part.paint == "main" for part in kind.parts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_part_is_seen_in_some_pose(
    kind: Kind, portrait: Callable[..., tuple[Scene, Rendering]]
) -> None:
    seen = set()
    for seed in range(6):
        scene, rendering = portrait(kind, seed)
        areas = rendering.areas()
        seen |= {node.name for node, area in zip(scene.nodes, areas, strict=True) if area}
    planned = {part.name for part in kind.parts if part.share == 1}
    assert planned | {kind.name} <= seen


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_thing_stands_on_the_ground_and_is_one_unit_high(
    kind: Kind, portrait: Callable[..., tuple[Scene, Rendering]]
) -> None:
    rows = np.flatnonzero(portrait(kind, 1)[1].mask(1).any(1))
    assert 60 <= rows[0] <= 85
    assert 120 <= rows[-1] <= 137


def test_names_are_unique_and_every_kind_is_found_somewhere() -> None:
    places = ("ground", "floor", "table", "wall", "air", "water", "flat", "dish", "fruit bowl")
    found = {kind.name for place in places for kind in found_in(place)}
    assert found == set(VOCABULARY)
    assert all(len(found_in(place)) >= 2 for place in places)
    assert len(VOCABULARY) >= 50


def test_no_two_kinds_look_the_same(portrait: Callable[..., tuple[Scene, Rendering]]) -> None:
    silhouettes = np.stack([portrait(kind, 0)[1].mask(1) for kind in KINDS])
    overlap = np.einsum("akl,bkl->ab", silhouettes.astype(float), silhouettes.astype(float))
    areas = np.diag(overlap)
    iou = overlap / (areas[:, None] + areas[None] - overlap) - np.eye(len(KINDS))
    assert iou.max() < 0.97

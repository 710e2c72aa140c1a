"""Claims about rendering, against a painter that keeps every mask by itself."""

import numpy as np
import pytest

from anymask.data.scenes.render import Rendering, render
from anymask.data.scenes.scene import ROOT, Scene, random_scene
from anymask.data.scenes.shapes import rasterise


def _naive_masks(scene: Scene) -> list[np.ndarray]:
    """Lay each node over copies of all masks: what a node covers, only its ancestors keep."""
    masks = [np.zeros((scene.side, scene.side), dtype=bool) for _ in scene.nodes]
    for number, node in enumerate(scene.nodes):
        patch = None if node.shape is None else rasterise(node.shape, scene.side)
        if patch is None:
            continue
        covered = np.zeros_like(masks[0])
        covered[patch.window] = patch.mask
        if node.clipped:
            covered &= masks[node.parent]
        ancestors, parent = set(), number
        while parent != ROOT:
            ancestors.add(parent)
            parent = scene.nodes[parent].parent
        for other, mask in enumerate(masks):
            mask[covered] = other in ancestors
    return masks


@pytest.fixture(params=range(6))
def scene(request: pytest.FixtureRequest) -> Scene:
    return random_scene(np.random.default_rng(request.param), 96)


@pytest.fixture
def rendering(scene: Scene) -> Rendering:
    return render(scene)


def test_masks_are_those_of_the_naive_painter(scene: Scene, rendering: Rendering) -> None:
    for node, mask in enumerate(_naive_masks(scene)):
        assert np.array_equal(rendering.mask(node), mask)


def test_areas_count_the_masks(rendering: Rendering) -> None:
    areas = rendering.areas()
    assert [int(rendering.mask(node).sum()) for node in range(len(areas))] == areas.tolist()


def test_parts_lie_inside_their_whole_and_wholes_apart(scene: Scene, rendering: Rendering) -> None:
    seen = np.zeros((96, 96), dtype=int)
    for number, node in enumerate(scene.nodes):
        mask = rendering.mask(number)
        if node.parent == ROOT:
            seen += mask
        else:
            assert not (mask & ~rendering.mask(node.parent)).any()
    assert (seen == 1).all()


def test_the_image_is_not_flat_and_uses_bytes(rendering: Rendering) -> None:
    assert rendering.image.dtype == np.uint8
    assert rendering.image.shape == (96, 96, 3)
    assert rendering.image.std() > 2

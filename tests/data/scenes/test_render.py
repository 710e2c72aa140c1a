"""Claims about rendering, against painters that keep every mask and every depth by themselves."""

import numpy as np
import pytest

from anymask.data.scenes.render import Rendering, last_descendants, lay, render
from anymask.data.scenes.scene import ROOT, Scene
from anymask.data.scenes.shapes import rasterise
from anymask.data.scenes.worlds.catalog import WORLDS, random_scene


def _covered(scene: Scene, number: int) -> np.ndarray:
    """The pixels of a node's own outline."""
    shape, covered = scene.nodes[number].shape, np.zeros((scene.side, scene.side), dtype=bool)
    patch = None if shape is None else rasterise(shape, scene.side)
    if patch is not None:
        covered[patch.window] = patch.mask
    return covered


def _naive_masks(scene: Scene) -> list[np.ndarray]:
    """Lay each node over copies of all masks: what a node covers, only its ancestors keep."""
    masks = [np.zeros((scene.side, scene.side), dtype=bool) for _ in scene.nodes]
    for number, node in enumerate(scene.nodes):
        covered = _covered(scene, number)
        if node.clipped:
            covered &= masks[node.parent]
        ancestors, parent = set(), number
        while parent != ROOT:
            ancestors.add(parent)
            parent = scene.nodes[parent].parent
        for other, mask in enumerate(masks):
            mask[covered] = other in ancestors
    return masks


def _z_buffer(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Draw the things in a random order, each pixel to the nearest: labels and 1 / depth."""
    labels = np.full((scene.side, scene.side), -1)
    buffer = np.zeros((scene.side, scene.side))
    last = last_descendants(scene.nodes)
    things = [number for number, node in enumerate(scene.nodes) if node.parent == ROOT]
    rows = np.arange(scene.side)[:, None] + 0.5
    for thing in np.random.default_rng(0).permutation(things).tolist():
        alone = np.full(labels.shape, -1)
        for number in range(thing, int(last[thing]) + 1):
            covered = _covered(scene, number)
            if scene.nodes[number].clipped:
                covered &= alone >= scene.nodes[number].parent
            alone[covered] = number
        planes = np.array([node.nearness for node in scene.nodes])[alone]
        nearness = np.where(alone >= 0, planes[..., 0] * rows + planes[..., 1], 0)
        labels = np.where(nearness > buffer, alone, labels)
        buffer = np.maximum(buffer, nearness)
    return labels, buffer


@pytest.fixture(params=[(world, seed) for world in WORLDS for seed in (0, 1)], ids=str)
def scene(request: pytest.FixtureRequest) -> Scene:
    world, seed = request.param
    return random_scene(np.random.default_rng(seed), 80, world)


@pytest.fixture
def rendering(scene: Scene) -> Rendering:
    return render(scene)


def test_masks_are_those_of_the_naive_painter(scene: Scene, rendering: Rendering) -> None:
    for node, mask in enumerate(_naive_masks(scene)):
        assert np.array_equal(rendering.mask(node), mask)


def test_depth_tells_who_hides_whom(scene: Scene, rendering: Rendering) -> None:
    labels, nearness = _z_buffer(scene)
    assert np.array_equal(labels, rendering.labels)
    assert np.allclose(rendering.nearness(), nearness, rtol=1e-5)


def test_areas_count_the_masks(rendering: Rendering) -> None:
    areas = rendering.areas()
    assert [int(rendering.mask(node).sum()) for node in range(len(areas))] == areas.tolist()


def test_parts_lie_inside_their_whole_and_wholes_apart(scene: Scene, rendering: Rendering) -> None:
    seen = np.zeros((80, 80), dtype=int)
    for number, node in enumerate(scene.nodes):
        mask = rendering.mask(number)
        if node.parent == ROOT:
            seen += mask
        else:
            assert not (mask & ~rendering.mask(node.parent)).any()
    assert (seen == 1).all()


def test_the_image_is_not_flat_and_uses_bytes(scene: Scene, rendering: Rendering) -> None:
    assert rendering.image.dtype == np.uint8
    assert rendering.image.std() > 2
    assert np.array_equal(lay(scene)[0], rendering.labels)

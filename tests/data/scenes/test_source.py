"""Claims about scenes as training samples."""

import pytest
import torch

from anymask.data.scenes.source import SceneSource, make_scene


@pytest.mark.parametrize("seed", range(8))
def test_children_lie_inside_their_parents(seed: int) -> None:
    scene = make_scene(seed, 128)
    for child, parent in enumerate(scene.parents.tolist()):
        assert parent < child
        if parent >= 0:
            masks = scene.sample.masks
            assert not (masks[child] & ~masks[parent]).any()
            assert masks[child].sum() < masks[parent].sum()


@pytest.mark.parametrize("seed", range(8))
def test_roots_do_not_overlap_and_no_mask_is_a_speck(seed: int) -> None:
    scene = make_scene(seed, 128, min_area_px=20)
    assert scene.sample.masks[scene.parents < 0].sum(0).max() <= 1
    assert scene.sample.masks.flatten(1).sum(1).min() >= 20


def test_equal_seeds_give_equal_scenes() -> None:
    one, other, third = make_scene(5, 96), make_scene(5, 96), make_scene(6, 96)
    assert torch.equal(one.sample.image, other.sample.image)
    assert torch.equal(one.sample.masks, other.sample.masks)
    assert torch.equal(one.parents, other.parents)
    assert not torch.equal(one.sample.image, third.sample.image)


def test_draws_repeat_with_the_generator_and_respect_the_cap() -> None:
    source = SceneSource(96)
    one, other = (source.draw(torch.Generator().manual_seed(2), 5) for _ in range(2))
    assert torch.equal(one.image, other.image)
    assert torch.equal(one.masks, other.masks)
    assert len(one.masks) <= 5
    assert one.source == "scenes"

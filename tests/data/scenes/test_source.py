"""Claims about scenes as training samples."""

import pytest
import torch

from anymask.data.scenes import source
from anymask.data.scenes.source import SceneSample, SceneSource, make_scene
from anymask.errors import ConfigurationError


def test_children_lie_inside_their_parents(described: list[SceneSample]) -> None:
    for scene in described:
        masks = scene.sample.masks
        for child, parent in enumerate(scene.parents.tolist()):
            assert parent < child
            if parent >= 0:
                assert not (masks[child] & ~masks[parent]).any()
                assert masks[child].sum() < masks[parent].sum()


def test_roots_do_not_overlap_and_no_mask_is_a_speck(described: list[SceneSample]) -> None:
    for scene in described:
        if len(scene.parents):
            assert scene.sample.masks[scene.parents < 0].sum(0).max() <= 1
            assert scene.sample.masks.flatten(1).sum(1).min() >= 32


def test_depth_is_positive_and_covers_the_picture(described: list[SceneSample]) -> None:
    for scene in described:
        assert scene.depth.shape == scene.sample.masks.shape[1:]
        assert scene.depth.dtype == torch.float32
        assert scene.depth.min() > 0.1
        assert scene.depth.max() <= 1001


def test_equal_seeds_give_equal_scenes() -> None:
    one, other, third = make_scene(5, 96), make_scene(5, 96), make_scene(6, 96)
    assert torch.equal(one.sample.image, other.sample.image)
    assert torch.equal(one.sample.masks, other.sample.masks)
    assert torch.equal(one.parents, other.parents)
    assert torch.equal(one.depth, other.depth)
    assert (one.objects, one.relations, one.caption) == (
        other.objects,
        other.relations,
        other.caption,
    )
    assert one.questions == other.questions
    assert not torch.equal(one.sample.image, third.sample.image)


def test_draws_repeat_with_the_generator_and_respect_the_cap() -> None:
    scenes = SceneSource(96)
    one, other = (scenes.draw(torch.Generator().manual_seed(2), 5) for _ in range(2))
    assert torch.equal(one.image, other.image)
    assert torch.equal(one.masks, other.masks)
    assert len(one.masks) <= 5
    assert one.source == "scenes"


def test_training_pays_for_no_descriptions(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("find_objects", "find_relations", "make_caption", "ask"):
        monkeypatch.delattr(source, name)
    assert SceneSource(64).draw(torch.Generator().manual_seed(0), 4).size == (64, 64)


def test_unknown_worlds_are_refused_with_a_suggestion() -> None:
    with pytest.raises(ConfigurationError, match=r"no world 'indoor'.*did you mean 'indoors'"):
        make_scene(0, 64, world="indoor")

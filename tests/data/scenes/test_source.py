"""Claims about scenes as training samples."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from anymask.data.scenes import source
from anymask.data.scenes.source import SceneSample, SceneSource, make_scene
from anymask.data.scenes.worlds.catalog import WORLDS
from anymask.errors import ConfigurationError

GUIDE = Path(__file__).parents[3] / "docs/guides/scenes.md"

# World, seed, caption, masks, pixels of all masks, mean colour of the four quarters, log depth.
PINNED = [
    ("outdoors", 16, "Some firs outdoors.", 15, 16759, [65, 106, 37, 65], 3.745),
    (
        *("indoors", 27, "A brown rabbit is to the right of a black shelf."),
        *(18, 19076, [193, 109, 140, 70], 1.227),
    ),
    ("still life", 11, "On the tabletop, there is a pear.", 11, 18341, [91, 95, 113, 121], -0.389),
    ("tabletop", 15, "A green hat is on the tabletop.", 11, 19220, [102, 117, 75, 105], -0.001),
    (
        *("cells", 14, "A picture of many nuclei under a microscope."),
        *(30, 16300, [105, 60, 66, 53], -0.011),
    ),
]


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
            masks = scene.sample.masks.numpy()
            assert masks[scene.parents.numpy() < 0].sum(0).max() <= 1
            assert np.count_nonzero(masks, (1, 2)).min() >= 32


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


@pytest.mark.parametrize(
    ("world", "seed", "caption", "count", "pixels", "quarters", "depth"), PINNED
)
def test_a_seed_gives_the_same_scene_on_every_machine(
    world: str,
    seed: int,
    caption: str,
    count: int,
    pixels: int,
    quarters: list[int],
    depth: float,
) -> None:
    # Sines and exponentials differ in their last bit between machines: a few pixels may, too.
    scene = make_scene(seed, 128, world=world)
    means = scene.sample.image.float().reshape(3, 2, 64, 2, 64).mean((0, 2, 4)).flatten()
    assert (scene.caption, len(scene.parents)) == (caption, count)
    assert int(scene.sample.masks.sum()) == pytest.approx(pixels, rel=0.002)
    assert means.tolist() == pytest.approx(quarters, abs=1.5)
    assert float(scene.depth.log().mean()) == pytest.approx(depth, abs=0.005)


def test_the_guide_runs() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text("utf-8"), re.M | re.S)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(GUIDE), "exec"), names)
    assert blocks


def test_the_guide_names_every_world() -> None:
    guide = GUIDE.read_text("utf-8")
    assert not [name for name in WORLDS if f"`{name}`" not in guide]

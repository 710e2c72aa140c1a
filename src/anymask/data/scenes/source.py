"""Synthetic scenes as training samples: everything from a seed to an image with masks and tree."""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Int
from torch import Tensor

from anymask.data.sample import Sample
from anymask.data.scenes.camera import photograph
from anymask.data.scenes.render import render
from anymask.data.scenes.scene import ROOT, random_scene
from anymask.data.transforms import choose_by_area

NEARLY_ALL = 0.92
"""A part that covers more than this share of its parent is the parent seen again: left out."""


@dataclass(frozen=True, eq=False)
class SceneSample:
    """A rendered scene, its M visible masks, and what is part of what.

    Attributes:
        sample: the image and the masks, back to front.
        parents: (M,) index of the mask that each is a part of, -1 for none.
    """

    sample: Sample
    parents: Int[Tensor, "M"]


def make_scene(seed: int, side: int, min_area_px: int = 32) -> SceneSample:
    """Make the scene that belongs to a seed.

    Args:
        seed: equal seeds give equal scenes, on any machine.
        side: height and width in pixels.
        min_area_px: things of which fewer pixels are seen get no mask.

    >>> scene = make_scene(seed=1, side=64)
    >>> scene.sample.size
    (64, 64)
    """
    return _make(seed, side, min_area_px, None, torch.Generator())


@dataclass(frozen=True)
class SceneSource:
    """Endless scenes for a mixture.

    Attributes:
        side: height and width in pixels.
        min_area_px: things of which fewer pixels are seen get no mask.
    """

    side: int
    min_area_px: int = 32

    def draw(self, generator: torch.Generator, max_masks: int) -> Sample:
        """Make a random scene with at most `max_masks` masks, drawn by the root of their area."""
        seed = int(torch.randint(2**62, (1,), generator=generator))
        return _make(seed, self.side, self.min_area_px, max_masks, generator).sample


def _make(
    seed: int, side: int, min_area_px: int, max_masks: int | None, generator: torch.Generator
) -> SceneSample:
    rng = np.random.default_rng(seed)
    scene = random_scene(rng, side)
    rendering = render(scene)
    areas = rendering.areas()
    parents = np.array([node.parent for node in scene.nodes])
    whole = np.where(parents == ROOT, side * side, areas[parents])
    visible = np.flatnonzero((areas >= min_area_px) & (areas < NEARLY_ALL * whole))
    if max_masks is not None:
        chosen = choose_by_area(torch.from_numpy(areas[visible]).float(), max_masks, generator)
        visible = np.sort(visible[chosen.numpy()])
    masks = np.stack([rendering.mask(node) for node in visible.tolist()] or [np.zeros((0, side))])
    image = torch.from_numpy(photograph(rendering.image, rng)).permute(2, 0, 1).contiguous()
    sample = Sample(image, torch.from_numpy(masks).view(len(visible), side, side).bool(), "scenes")
    return SceneSample(sample, _kept_parents(parents, visible))


def _kept_parents(parents: np.ndarray, visible: np.ndarray) -> Int[Tensor, "M"]:
    """Number the parents among the nodes that have a mask; skip those that have none."""
    position = {int(node): index for index, node in enumerate(visible)}
    kept = []
    for node in visible.tolist():
        parent = int(parents[node])
        while parent != ROOT and parent not in position:
            parent = int(parents[parent])
        kept.append(position.get(parent, ROOT))
    return torch.tensor(kept, dtype=torch.long)

"""Synthetic scenes as training samples: everything from a seed to an image with masks and tree.

`SceneSource` feeds training and makes nothing but image and masks; `make_scene` also says what is
seen: depth, objects, relations, a caption and questions.
"""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from numpy import ndarray
from torch import Tensor

from anymask.data.sample import Sample
from anymask.data.scenes.camera import Camera, random_camera
from anymask.data.scenes.captions import Described, make_caption
from anymask.data.scenes.objects import SceneObject, find_objects, seen_names
from anymask.data.scenes.questions import Question, ask
from anymask.data.scenes.relations import Relation, find_relations
from anymask.data.scenes.render import Rendering, render
from anymask.data.scenes.scene import ROOT, Scene
from anymask.data.scenes.shown_colours import shown_colours
from anymask.data.scenes.worlds.catalog import WORLDS, random_scene
from anymask.data.transforms import choose_by_area

NEARLY_ALL = 0.92
"""A part that covers more than this share of its parent is the parent seen again: left out."""


@dataclass(frozen=True, eq=False)
class SceneSample:
    """A rendered scene, its M visible masks, what is part of what, and what there is to say.

    Attributes:
        sample: the image and the masks, back to front.
        parents: (M,) index of the mask that each is a part of, -1 for none.
        depth: (H, W) distance from the eye in metres, float32; 1000 for the sky.
        objects: everything that has a name and a mask, in the order of the masks.
        relations: between the objects that are clearly seen.
        caption: one sentence.
        questions: with their answers.
        world: name of the kind of scene (`worlds/catalog.py`).
    """

    sample: Sample
    parents: Int[Tensor, "M"]
    depth: Float[Tensor, "H W"]
    objects: tuple[SceneObject, ...]
    relations: tuple[Relation, ...]
    caption: str
    questions: tuple[Question, ...]
    world: str


def make_scene(
    seed: int, side: int, min_area_px: int = 32, world: str | None = None
) -> SceneSample:
    """Make the scene that belongs to a seed.

    Args:
        seed: equal seeds give equal scenes, on any machine.
        side: height and width in pixels.
        min_area_px: things of which fewer pixels are seen get no mask.
        world: name of the kind of scene, or None for any.

    Raises:
        ConfigurationError: there is no such world.

    >>> scene = make_scene(seed=8, side=128, world="still life")
    >>> scene.sample.size
    (128, 128)
    """
    taken = _take(seed, side, min_area_px, world)
    nodes = np.flatnonzero(taken.visible)
    masks = taken.masks(nodes)
    objects = taken.objects(nodes.tolist(), masks)
    relations = find_relations(objects, masks)
    seen = seen_names(taken.scene, taken.rendering)
    described = Described(objects, relations, seen, WORLDS[taken.scene.world].setting)
    # A stream of its own: saying more about a scene must not change how it looks.
    words = np.random.default_rng((seed, 1))
    return SceneSample(
        sample=taken.sample(masks),
        parents=_kept_parents(taken.scene, nodes),
        depth=torch.from_numpy(1 / taken.rendering.nearness()),
        objects=objects,
        relations=relations,
        caption=make_caption(described, words),
        questions=ask(described, words),
        world=taken.scene.world,
    )


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
        taken = _take(seed, self.side, self.min_area_px, None)
        nodes = np.flatnonzero(taken.visible)
        areas = torch.from_numpy(taken.areas[nodes]).float()
        chosen = choose_by_area(areas, max_masks, generator).numpy()
        return taken.sample(taken.masks(np.sort(nodes[chosen])))


@dataclass(frozen=True, eq=False)
class _Taken:
    """A scene and the picture of it.

    `areas` are the visible pixels of each node, `visible` says which nodes get a mask.
    """

    scene: Scene
    rendering: Rendering
    camera: Camera
    image: ndarray
    areas: ndarray
    visible: ndarray

    def masks(self, nodes: Int[ndarray, "M"]) -> Bool[ndarray, "M S S"]:
        """Return the masks of some nodes."""
        side = self.scene.side
        masks = np.empty((len(nodes), side, side), bool)
        for mask, node in zip(masks, nodes.tolist(), strict=True):
            mask[:] = self.rendering.mask(node)
        return masks

    def objects(self, nodes: list[int], masks: Bool[ndarray, "M S S"]) -> tuple[SceneObject, ...]:
        """Say what the masks show."""
        colours = [""] * len(nodes)
        if not self.camera.grey:
            colours = shown_colours(self.scene, self.rendering, nodes, masks, self.image)
        return find_objects(self.scene, self.rendering, nodes, masks, colours)

    def sample(self, masks: Bool[ndarray, "M S S"]) -> Sample:
        """Return the picture with some masks."""
        image = torch.from_numpy(self.image).permute(2, 0, 1).contiguous()
        return Sample(image, torch.from_numpy(masks), "scenes")


def _take(seed: int, side: int, min_area_px: int, world: str | None) -> _Taken:
    """Compose, render and photograph the scene of a seed."""
    rng = np.random.default_rng(seed)
    scene = random_scene(rng, side, world)
    camera = random_camera(rng)
    rendering = render(scene)
    areas = rendering.areas()
    parents = np.array([node.parent for node in scene.nodes])
    whole = np.where(parents == ROOT, side * side, areas[parents])
    visible = (areas >= min_area_px) & (areas < NEARLY_ALL * whole)
    nearness = None if camera.focus is None else rendering.nearness()
    image = camera.take(rendering.image, nearness, rng)
    return _Taken(scene, rendering, camera, image, areas, visible)


def _kept_parents(scene: Scene, visible: Int[ndarray, "M"]) -> Int[Tensor, "M"]:
    """Number the parents among the nodes that have a mask; skip those that have none."""
    position = {node: index for index, node in enumerate(visible.tolist())}
    kept = []
    for node in visible.tolist():
        parent = scene.nodes[node].parent
        while parent != ROOT and parent not in position:
            parent = scene.nodes[parent].parent
        kept.append(position.get(parent, ROOT))
    return torch.tensor(kept, dtype=torch.long)

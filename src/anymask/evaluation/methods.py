"""What can be measured: anything that looks at an image once and then answers prompts.

`ModelMethod` is a model; `baselines/` holds methods that need no weights. A method need not take
every kind of prompt; measures that need others stay empty.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import torch
from jaxtyping import Float, Int, UInt8
from torch import Tensor

from anymask.evaluation.edges.mask_edges import draw_mask_edges
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.probe.embedding import embed_masks
from anymask.evaluation.probe.options import ProbeOptions
from anymask.evaluation.proposals.grid import propose_by_grid
from anymask.evaluation.proposals.options import ProposalOptions
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks
from anymask.inference.scene import Scene
from anymask.inference.segmenter import Segmenter


@runtime_checkable
class TakesClicks(Protocol):
    """A view that answers one click per object."""

    def click(self, points: Float[Tensor, "N 2"]) -> Masks:
        """Answer one click on each of N objects by the same number of masks each, best first."""


@runtime_checkable
class TakesBoxes(Protocol):
    """A view that answers one box per object."""

    def box(self, boxes: Float[Tensor, "N 4"]) -> Masks:
        """Answer the box (x0, y0, x1, y1) of each of N objects by one mask each."""


@runtime_checkable
class TakesCorrections(Protocol):
    """A view that answers several clicks per object."""

    def correct(
        self, points: Float[Tensor, "N K 2"], labels: Int[Tensor, "N K"], previous: Masks
    ) -> Masks:
        """Answer K > 1 clicks (label 1 on the object, 0 off it) on each of N objects.

        `previous` holds the answers to the clicks before the last; the result has one mask each.
        """


@runtime_checkable
class RefinesBoxes(Protocol):
    """A view that improves its answers to boxes."""

    def refine_box(self, boxes: Float[Tensor, "N 4"], previous: Masks) -> Masks:
        """Answer each of N boxes again, its previous mask fed back, by one mask each."""


View = object
"""One image that a method has looked at; which of the protocols it follows says what it answers.
Coordinates are (x, y) in pixels of the image."""


@runtime_checkable
class Method(Protocol):
    """Anything that can be measured.

    Attributes:
        name: for tables.
        stamp: changes when its answers do, such as the sizes and times of its weights' files.
    """

    name: str
    stamp: str

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> View:
        """Look at an image, once, for any number of prompts."""


class ModelMethod:
    """A model, used as the published interactive demo does.

    One click is answered by three masks, a box by the most confident of three, several clicks by
    the single mask with the logits of the previous answer fed back.

    Args:
        name: for tables.
        segmenter: the model.
        stamp: changes when its weights do.
    """

    def __init__(self, name: str, segmenter: Segmenter, stamp: str = "") -> None:
        self.name = name
        self.stamp = stamp
        self._segmenter = segmenter

    def __call__(self, image: UInt8[np.ndarray, "H W 3"]) -> "ModelView":
        """Encode an image."""
        return ModelView(self._segmenter, image)


class ModelView:
    """An image that a model has encoded.

    Args:
        segmenter: the model.
        pixels: the image, RGB.
    """

    def __init__(self, segmenter: Segmenter, pixels: UInt8[np.ndarray, "H W 3"]) -> None:
        self.segmenter = segmenter
        self.pixels = pixels
        self.scene: Scene = segmenter.embed(pixels)

    def click(self, points: Float[Tensor, "N 2"]) -> Masks:
        """Decode three masks per click, the most confident first."""
        labels = torch.ones(len(points), 1, dtype=torch.int64)
        return self.scene.segment(points=points[:, None], labels=labels, multimask=True)

    def box(self, boxes: Float[Tensor, "N 4"]) -> Masks:
        """Decode one mask per box."""
        return self.scene.segment(boxes=boxes)

    def refine_box(self, boxes: Float[Tensor, "N 4"], previous: Masks) -> Masks:
        """Decode the single mask of each box and the logits of its previous mask."""
        return self.scene.segment(boxes=boxes, refine=previous, multimask=False)

    def correct(
        self, points: Float[Tensor, "N K 2"], labels: Int[Tensor, "N K"], previous: Masks
    ) -> Masks:
        """Decode the single mask of all clicks and the previous logits."""
        return self.scene.segment(points=points, labels=labels, refine=previous, multimask=False)

    def propose(self, options: ProposalOptions) -> Masks:
        """Prompt a grid of points and rank what is found."""
        return propose_by_grid(self.scene, self.pixels, options)

    def edges(self, options: EdgeOptions) -> Float[np.ndarray, "H W"]:
        """Prompt a grid of points and draw where the masks end."""
        return draw_mask_edges(self.scene, options)

    def embed_masks(self, masks: Sequence[Rle], options: ProbeOptions) -> Float[Tensor, "M C"]:
        """Encode the window around each mask and average it over the mask."""
        return embed_masks(self.segmenter, self.pixels, masks, options)

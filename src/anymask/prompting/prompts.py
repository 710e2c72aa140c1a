"""From what a user types to tensors that a model can decode: points, labels, boxes, masks.

`build_prompts` is the one door between untyped input (lists, tuples, arrays, tensors, ragged or
not) and `Prompts`; inference and the command line use it. Token order follows the official model:
points, then one padding point where there is no box, then the two corners of the box.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

from anymask.errors import InputError
from anymask.prompting.entries import boxes_per_object, masks_per_object, points_per_object
from anymask.shapes import Size

PADDING_LABEL = -1
BOX_LABELS = (2, 3)


@dataclass(frozen=True)
class Prompts:
    """B objects of one image, each meant by the same number of tokens.

    Attributes:
        coords: (x, y) in original pixels.
        labels: 0 background, 1 foreground, 2 and 3 box corners, -1 padding.
        masks: low-resolution logits to start from, or None.
    """

    coords: Float[Tensor, "B T 2"]
    labels: Int[Tensor, "B T"]
    masks: Float[Tensor, "B 1 h w"] | None = None

    def __len__(self) -> int:
        return len(self.coords)


@dataclass(frozen=True)
class PromptGroup:
    """Prompts of equal length, and which of the user's objects each one is.

    Attributes:
        prompts: the B prompts.
        objects: the index of each in the user's order.
    """

    prompts: Prompts
    objects: Int[Tensor, "B"]


@dataclass(frozen=True)
class _Meant:
    """What the user gave for one object."""

    points: np.ndarray  # (N, 2)
    labels: np.ndarray  # (N,)
    box: np.ndarray | None  # (4,)
    mask: Tensor | None  # (h, w)

    @property
    def kind(self) -> tuple[int, bool, bool]:
        return len(self.points), self.box is not None, self.mask is not None


def build_prompts(
    *,
    size: Size,
    points: object = None,
    labels: object = None,
    boxes: object = None,
    masks: object = None,
) -> list[PromptGroup]:
    """Check what the user gave and sort it into groups of equal length.

    A flat list of points is one object; a list of lists of points is several objects. One box is
    one object, several boxes are several. Entries may be None where an object lacks that kind of
    prompt. Decoding the groups one by one equals decoding the objects one by one.

    Args:
        size: (height, width) of the image in pixels.
        points: (x, y) in original pixels: (N, 2), or per object (B, N, 2) or B ragged lists.
        labels: 1 for "on the object", 0 for "not on it", shaped like `points` without its last
            axis; all 1 if left out.
        boxes: (x0, y0, x1, y1) in original pixels: (4,), (B, 4), or B boxes and Nones.
        masks: low-resolution logits, (h, w), (B, h, w), (B, 1, h, w), or B maps and Nones.

    Returns:
        Groups in the order in which their kinds first appear; none for an empty list of objects.

    Raises:
        InputError: nothing given, shapes or counts that disagree, a label other than 0 or 1, a
            point outside the image, an inverted box, or a value that is not finite.

    >>> group, = build_prompts(size=(480, 640), points=[(320, 240), (10, 20)], labels=[1, 0])
    >>> group.prompts.labels.tolist()
    [[1, 0, -1]]
    """
    if labels is not None and points is None:
        raise InputError("labels were given without points; pass one point per label")
    if points is None and boxes is None and masks is None:
        raise InputError("no prompt given; pass points, boxes or masks")
    given = _Given(
        points_per_object(points, labels), boxes_per_object(boxes), masks_per_object(masks)
    )
    return _group([_meant(index, size, given) for index in range(given.count())])


@dataclass(frozen=True)
class _Given:
    """The user's prompts by kind, one entry per object; a kind that was not given is None."""

    points: list[tuple[np.ndarray, np.ndarray]] | None
    boxes: list[np.ndarray | None] | None
    masks: list[Tensor | None] | None

    def count(self) -> int:
        """Count the objects, on which all kinds have to agree."""
        kinds = {"points": self.points, "boxes": self.boxes, "masks": self.masks}
        counts = {name: len(entries) for name, entries in kinds.items() if entries is not None}
        if len(set(counts.values())) > 1:
            listing = ", ".join(f"{name} for {count}" for name, count in counts.items())
            raise InputError(
                f"prompts disagree about the number of objects: {listing}; "
                "give each object its own entry, with None where it has no such prompt"
            )
        return next(iter(counts.values()))


def _meant(index: int, size: Size, given: _Given) -> _Meant:
    """Gather and check what was given for one object."""
    coords, labels = given.points[index] if given.points else (np.zeros((0, 2)), np.zeros(0))
    box = given.boxes[index] if given.boxes else None
    mask = given.masks[index] if given.masks else None
    if len(coords) == 0 and box is None and mask is None:
        raise InputError(f"object {index} has no prompt; give it a point, a box or a mask")
    _check_points(coords, size)
    if box is not None:
        _check_box(box, size)
    return _Meant(coords, labels, box, mask)


def _group(meant: Sequence[_Meant]) -> list[PromptGroup]:
    """Stack objects with the same kinds and numbers of prompts."""
    members: dict[tuple[int, bool, bool], list[int]] = {}
    for index, one in enumerate(meant):
        members.setdefault(one.kind, []).append(index)
    groups = []
    for indices in members.values():
        tokens = [_tokens(meant[index]) for index in indices]
        maps = [meant[index].mask for index in indices]
        prompts = Prompts(
            coords=torch.from_numpy(np.stack([coords for coords, _ in tokens])).float(),
            labels=torch.from_numpy(np.stack([labels for _, labels in tokens])),
            masks=None if maps[0] is None else _stack_masks([m for m in maps if m is not None]),
        )
        groups.append(PromptGroup(prompts, torch.tensor(indices)))
    return groups


def _tokens(one: _Meant) -> tuple[np.ndarray, np.ndarray]:
    """Write one object as token coordinates (T, 2) and labels (T,)."""
    if one.box is not None:
        end_coords, end_labels = one.box.reshape(2, 2), np.array(BOX_LABELS)
    elif len(one.points):
        end_coords, end_labels = np.zeros((1, 2)), np.array([PADDING_LABEL])
    else:
        end_coords, end_labels = np.zeros((0, 2)), np.zeros(0, dtype=np.int64)
    coords = np.concatenate([one.points, end_coords])
    return coords, np.concatenate([one.labels, end_labels]).astype(np.int64)


def _stack_masks(masks: list[Tensor]) -> Tensor:
    shapes = {tuple(mask.shape) for mask in masks}
    if len(shapes) > 1:
        raise InputError(f"mask prompts differ in size: {sorted(shapes)}; give all the same size")
    return torch.stack(masks)[:, None]


def _check_points(points: np.ndarray, size: Size) -> None:
    height, width = size
    for x, y in points:
        if not (math.isfinite(x) and math.isfinite(y)):
            raise InputError(f"point ({x:g}, {y:g}) is not finite; pass pixel coordinates")
        if not (0 <= x <= width and 0 <= y <= height):
            raise InputError(
                f"point ({x:g}, {y:g}) lies outside the image of {width} x {height} pixels; "
                "pass (x, y) in pixels of the original image"
            )


def _check_box(box: np.ndarray, size: Size) -> None:
    height, width = size
    x0, y0, x1, y1 = box.tolist()
    shown = f"box ({x0:g}, {y0:g}, {x1:g}, {y1:g})"
    if not np.isfinite(box).all():
        raise InputError(f"{shown} is not finite; pass pixel coordinates")
    if x0 >= x1 or y0 >= y1:
        raise InputError(
            f"{shown} is empty or inverted; pass (x0, y0, x1, y1) with x0 < x1 and y0 < y1"
        )
    if x1 <= 0 or y1 <= 0 or x0 >= width or y0 >= height:
        raise InputError(
            f"{shown} lies outside the image of {width} x {height} pixels; "
            "pass pixels of the original image"
        )

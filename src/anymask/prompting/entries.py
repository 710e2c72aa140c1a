"""From untyped prompts to one array per object: lists, tuples, arrays, tensors, ragged or not.

Only the shape of the input is understood and checked here; `prompts.py` checks the values against
the image and is the door that everybody else uses.
"""

import numpy as np
import torch
from torch import Tensor

from anymask.errors import InputError


def points_per_object(points: object, labels: object) -> list[tuple[np.ndarray, np.ndarray]] | None:
    """Split points and labels into one (N, 2) and one (N,) array per object."""
    if points is None:
        return None
    entries = _entries(points, "points", depth=2)
    if entries is None:
        return [_pair(_numbers(points, "points"), labels)]
    if labels is None:
        label_entries: list[object] = [None] * len(entries)
    else:
        label_entries = list(_sequence(labels, "labels"))
    if len(label_entries) != len(entries):
        raise InputError(
            f"labels has {len(label_entries)} entries for {len(entries)} objects; "
            "pass one list of labels per list of points"
        )
    return [
        _pair(_numbers([] if one is None else one, "points"), its)
        for one, its in zip(entries, label_entries, strict=True)
    ]


def _pair(points: np.ndarray, labels: object) -> tuple[np.ndarray, np.ndarray]:
    """Match the points of one object with their labels."""
    if points.size == 0:
        points = points.reshape(0, 2)
    if points.ndim != 2 or points.shape[1] != 2:
        raise InputError(f"points has shape {points.shape}; pass (x, y) pairs, shape (N, 2)")
    if labels is None:
        return points, np.ones(len(points), dtype=np.int64)
    values = _numbers(labels, "labels").reshape(-1)
    if len(values) != len(points):
        raise InputError(
            f"labels has {len(values)} entries for {len(points)} points; pass one label per point"
        )
    wrong = values[(values != 0) & (values != 1)]
    if wrong.size:
        raise InputError(f"label {wrong[0]:g} is neither 0 nor 1; use 1 on the object and 0 off it")
    return points, values.astype(np.int64)


def boxes_per_object(boxes: object) -> list[np.ndarray | None] | None:
    """Split boxes into one (4,) array, or None, per object."""
    if boxes is None:
        return None
    entries = _entries(boxes, "boxes", depth=1)
    if entries is None:
        entries = [boxes]
    return [None if one is None else _one_box(one) for one in entries]


def _one_box(box: object) -> np.ndarray:
    values = _numbers(box, "boxes")
    if values.shape != (4,):
        raise InputError(f"a box has shape {values.shape}; pass (x0, y0, x1, y1)")
    return values


def masks_per_object(masks: object) -> list[Tensor | None] | None:
    """Split mask prompts into one (h, w) map, or None, per object."""
    if masks is None:
        return None
    if isinstance(masks, list | tuple):
        entries: list[object] = list(masks)
    else:
        whole = torch.as_tensor(masks)
        entries = [whole] if whole.ndim == 2 else list(whole)
    return [None if one is None else _one_mask(one) for one in entries]


def _one_mask(mask: object) -> Tensor:
    logits = torch.as_tensor(mask).detach()
    if logits.ndim == 3 and logits.shape[0] == 1:
        logits = logits[0]
    if logits.ndim != 2:
        raise InputError(
            f"a mask prompt has shape {tuple(logits.shape)}; pass low-resolution logits (h, w)"
        )
    if not torch.isfinite(logits).all():
        raise InputError("a mask prompt holds NaN or infinity; pass finite logits")
    return logits.float()


def _entries(value: object, name: str, *, depth: int) -> list[object] | None:
    """Split `value` into one entry per object, or say with None that it is a single object.

    Args:
        value: what the user gave.
        name: for messages.
        depth: axes of one object's entry: 2 for points (N, 2), 1 for a box (4,).
    """
    if isinstance(value, np.ndarray | Tensor):
        if value.ndim == depth:
            return None
        if value.ndim == depth + 1:
            return list(value)
        raise InputError(
            f"{name} has {value.ndim} axes; pass {depth} for one object or {depth + 1} for several"
        )
    sequence = _sequence(value, name)
    return sequence if _depth_of(sequence) != depth else None


def _depth_of(value: object) -> int | None:
    """Count the levels of nesting down to numbers, or None when an empty list hides them."""
    if isinstance(value, np.ndarray | Tensor):
        return value.ndim
    if not isinstance(value, list | tuple):
        return 0
    for entry in value:
        if entry is None:
            continue
        depth = _depth_of(entry)
        if depth is not None:
            return depth + 1
    return None


def _sequence(value: object, name: str) -> list[object]:
    if isinstance(value, list | tuple | np.ndarray | Tensor):
        return list(value)
    raise InputError(f"{name} is {type(value).__name__}; pass a list, an array or a tensor")


def _numbers(value: object, name: str) -> np.ndarray:
    """Read an array of floats."""
    if isinstance(value, Tensor):
        value = value.detach().cpu().numpy()
    if isinstance(value, list | tuple):
        value = [v.detach().cpu().numpy() if isinstance(v, Tensor) else v for v in value]
    try:
        return np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"{name} cannot be read as numbers ({error}); pass numbers") from error

"""Pixel values of any depth and layout, turned into 8-bit RGB.

`open_image` uses it for arrays, tensors and the high bit depths of files. Depths above 8 bits are
stretched between their 0.5 and 99.5 percentiles, as scientific and medical images are usually
shown, because their full range says nothing about where the values lie.
"""

import numpy as np
import torch
from jaxtyping import Shaped, UInt8
from torch import Tensor

from anymask.errors import InputError

PERCENTILES = (0.5, 99.5)
MID_GREY = 128
SAMPLES = 1_000_000
"""Values looked at for the percentiles: above that every n-th one, evenly spread."""
_STRIP_VALUES = 1_000_000
_CHANNELS = (1, 3, 4)


def array_to_rgb(array: np.ndarray | Tensor) -> UInt8[np.ndarray, "H W 3"]:
    """Turn an array or tensor of one image into 8-bit RGB.

    uint8 values are kept, booleans become 0 and 255, floats within [0, 1] are multiplied by 255,
    wider integers within [0, 255] are kept (except 16-bit ones); everything else is stretched
    between its percentiles. A fourth channel (alpha) is dropped.

    Args:
        array: (H, W), (H, W, C) or (C, H, W) with C 1, 3 or 4 channels; where both could be
            meant, the last axis of an array and the first axis of a tensor holds the channels.

    Returns:
        (H, W, 3) uint8 RGB; a copy, unless it already is just that.

    Raises:
        InputError: another shape or dtype, no pixels, NaN or infinity.
    """
    if isinstance(array, Tensor):
        values = _channels_last(_to_numpy(array), first=True)
    else:
        values = _channels_last(array, first=False)
    if values.shape[0] == 0 or values.shape[1] == 0:
        raise InputError(f"the image has shape {array.shape}; it needs 1 x 1 pixel or more")
    values = values[..., :3]
    pixels = _to_8_bits(values)
    return np.ascontiguousarray(np.broadcast_to(pixels, (*pixels.shape[:2], 3)))


def _to_numpy(tensor: Tensor) -> np.ndarray:
    plain = tensor.detach().cpu()
    return np.asarray(plain.float() if plain.dtype == torch.bfloat16 else plain)


def _channels_last(array: np.ndarray, *, first: bool) -> Shaped[np.ndarray, "H W C"]:
    """View an array as (H, W, C); `first` says which axis to try first for the channels."""
    if array.ndim == 2:
        return array[..., None]
    if array.ndim == 3:
        for axis in (0, 2) if first else (2, 0):
            if array.shape[axis] in _CHANNELS:
                return np.moveaxis(array, axis, -1)
    remedy = "pass one image of a batch at a time" if array.ndim == 4 else "check its axes"
    raise InputError(
        f"an image has shape (H, W), (H, W, C) or (C, H, W) with 1, 3 or 4 channels, "
        f"not {array.shape}; {remedy}"
    )


def _to_8_bits(values: np.ndarray) -> np.ndarray:
    """Scale values by the rule of their dtype."""
    if values.dtype == np.uint8:
        return values
    if values.dtype == np.bool_:
        return values.astype(np.uint8) * np.uint8(255)
    if values.dtype.kind not in "iuf":
        raise InputError(
            f"an image holds integers, floats or booleans, not {values.dtype}; "
            "convert it to uint8 or float32"
        )
    low, high = values.min(), values.max()
    if not (np.isfinite(low) and np.isfinite(high)):
        raise InputError(
            "the image holds NaN or infinite values; replace them, for example with "
            "numpy.nan_to_num"
        )
    if values.dtype.kind == "f" and low >= 0 and high <= 1:
        return scale(values, 0.0, 1.0)
    if values.dtype.itemsize != 2 and values.dtype.kind in "iu" and low >= 0 and high <= 255:
        return values.astype(np.uint8)
    return scale(values, *stretch_limits(values))


def stretch_limits(values: Shaped[np.ndarray, "*axes"]) -> tuple[float, float]:
    """Find the values that become black and white: the 0.5 and 99.5 percentiles.

    Where these coincide (an almost constant image) minimum and maximum take their place. Values
    that are not finite do not count.

    Returns:
        (low, high); equal for a constant image.
    """
    step = -(-values.size // SAMPLES)
    sample = values.reshape(-1)[::step].astype(np.float64)
    sample = sample[np.isfinite(sample)]
    if sample.size == 0:
        return 0.0, 0.0
    low, high = np.percentile(sample, PERCENTILES)
    if low == high:
        low, high = sample.min(), sample.max()
    return float(low), float(high)


def scale(values: Shaped[np.ndarray, "*axes"], low: float, high: float) -> np.ndarray:
    """Map low..high linearly to 0..255, rounded; what lies outside is clipped, NaN is black.

    A constant image (`low` equals `high`) becomes mid grey, 128.

    >>> scale(np.array([0.0, 5.0, 20.0]), 0.0, 10.0)
    array([  0, 128, 255], dtype=uint8)
    """
    if low == high:
        return np.full(values.shape, MID_GREY, np.uint8)
    result = np.empty(values.shape, np.uint8)
    rows = max(1, _STRIP_VALUES * len(values) // values.size)  # floats need much memory
    for top in range(0, len(values), rows):
        unit = (values[top : top + rows].astype(np.float64) - low) * (255 / (high - low))
        np.nan_to_num(unit, copy=False, nan=0.0, posinf=255.0, neginf=0.0)
        result[top : top + rows] = unit.clip(0, 255) + 0.5
    return result

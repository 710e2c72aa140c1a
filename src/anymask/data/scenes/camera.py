"""What a camera does to a rendered scene: soft edges, uneven light, sensor noise, compression."""

import io
from functools import cache

import numpy as np
from jaxtyping import Int8, UInt8
from numpy import ndarray
from PIL import Image, ImageFilter

NOISE_SIDE = 1024
"""Side of the prepared noise; pictures look at a random part of it."""


def photograph(image: UInt8[ndarray, "S S 3"], rng: np.random.Generator) -> UInt8[ndarray, "S S 3"]:
    """Return the image as a random camera would have taken it.

    Args:
        image: the rendered scene, RGB.
        rng: source of all randomness.
    """
    blurred = Image.fromarray(image).filter(ImageFilter.GaussianBlur(rng.uniform(0.35, 1.1)))
    pixels = np.asarray(blurred).astype(np.float32)
    pixels *= _uneven_light(len(image), rng)[..., None]
    pixels += _sensor_noise(len(image), rng)
    taken: UInt8[ndarray, "S S 3"] = np.clip(pixels, 0, 255).astype(np.uint8)
    return _compressed(taken, int(rng.integers(40, 95))) if rng.random() < 0.3 else taken


def _uneven_light(side: int, rng: np.random.Generator) -> ndarray:
    """Draw a gain (S, S) that changes evenly across the picture."""
    slope = rng.normal(0, 0.12, 2)
    axis = np.linspace(-1, 1, side, dtype=np.float32)
    gain: ndarray = 1 + (slope[0] * axis)[:, None] + (slope[1] * axis)[None]
    return gain.astype(np.float32)


def _sensor_noise(side: int, rng: np.random.Generator) -> ndarray:
    """Draw noise (S, S, 3) in grey levels: a random part of the prepared noise, scaled."""
    strength = rng.exponential(4)
    if side >= NOISE_SIDE:
        return rng.normal(0, strength, (side, side, 3)).astype(np.float32)
    top, left = rng.integers(0, NOISE_SIDE - side, 2)
    part = _prepared_noise()[top : top + side, left : left + side]
    return part * np.float32(strength / 32)


@cache
def _prepared_noise() -> Int8[ndarray, "S S 3"]:
    """Return normal noise with a standard deviation of 32. The same in every process."""
    noise = np.random.default_rng(7).normal(0, 32, (NOISE_SIDE, NOISE_SIDE, 3))
    return np.clip(noise, -127, 127).astype(np.int8)


def _compressed(image: UInt8[ndarray, "S S 3"], quality: int) -> UInt8[ndarray, "S S 3"]:
    """Send the image through JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "jpeg", quality=quality)
    return np.array(Image.open(buffer))

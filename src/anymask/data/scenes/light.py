"""Light of a scene beyond the shading of single things: soft shadows, and dark where things touch.

Both are blurs of what the renderer knows anyway; masks are not involved.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy import ndarray
from PIL import Image, ImageFilter
from scipy.ndimage import uniform_filter

from anymask.data.scenes.textures import TILE, texture_bank

COARSE = 4
"""Contact shade is computed on every fourth pixel: it is smooth."""

SHADOWS = 10
"""The tile of the texture bank whose bright places are shadows."""

SPAN = 160
"""So many of its texels fill a picture."""


@dataclass(frozen=True)
class Light:
    """How a scene is lit.

    Attributes:
        softness: radius over which shadows fade, as a share of the picture.
        contact: how dark it is right behind the edge of something nearer, 0 to 1.
        reach: how far from that edge it is darker, as a share of the picture.
        dapple: how dark the shadows are of what is outside of the picture, 0 to 1.
        pattern: (row, column) in their tile, and their hardness.
    """

    softness: float = 0.0
    contact: float = 0.0
    reach: float = 0.02
    dapple: float = 0.0
    pattern: tuple[int, int, float] = (0, 0, 1.0)


def random_light(rng: np.random.Generator) -> Light:
    """Draw the light of a scene: hard sun, or a bright sky that leaves only contact shade."""
    return Light(
        softness=float(rng.choice([0.0, 0.004, 0.01])),
        contact=max(rng.uniform(-0.1, 0.32), 0.0),
        reach=rng.uniform(0.008, 0.03),
        dapple=rng.uniform(0.1, 0.5) if rng.random() < 0.3 else 0.0,
        pattern=(*rng.integers(0, TILE, 2).tolist(), float(np.exp(rng.uniform(0, 2.5)))),
    )


def dappled(side: int, light: Light) -> Float[ndarray, "S S"]:
    """Shade the picture in soft patches whose edges are no edges of things.

    Returns:
        Factors in (0, 1], float32.
    """
    top, left, hardness = light.pattern
    tile = np.roll(texture_bank()[SHADOWS], (top, left), (0, 1))[:SPAN, :SPAN]
    grey = Image.fromarray(tile).resize((side, side), Image.Resampling.BICUBIC)
    share = np.clip((np.asarray(grey, np.float32) / 255 - 0.5) * hardness + 0.5, 0, 1)
    shade: ndarray = 1 - np.float32(light.dapple) * share
    return shade


def soften(light: Float[ndarray, "S S"], softness: float) -> Float[ndarray, "S S"]:
    """Blur the edges of shadows."""
    radius = softness * len(light)
    if radius < 0.5:
        return light
    grey = Image.fromarray((light * 255).astype(np.uint8))
    blurred = np.asarray(
        grey.filter(ImageFilter.BoxBlur(radius)).filter(ImageFilter.BoxBlur(radius))
    )
    return blurred.astype(np.float32) / 255


def contact_shade(
    labels: Int[ndarray, "S S"],
    things: Int[ndarray, "N"],
    far: Bool[ndarray, "N"],
    light: Light,
) -> Float[ndarray, "S S"]:
    """Darken what lies behind the edges of nearer things (unsharp masking of the order).

    Source: Luft, Colditz and Deussen 2006, with the order of things in place of their depth.

    Args:
        labels: the node seen at each pixel.
        things: the number of the thing that each node belongs to, back to front.
        far: nodes that are too far behind everything to be shaded by it.
        light: how strong and how far.

    Returns:
        Factors in (0, 1], float32.
    """
    side = len(labels)
    order = things.astype(np.float32)
    coarse = order.take(labels[::COARSE, ::COARSE])
    size = 1 + 2 * max(1, round(light.reach * len(coarse)))
    # How many nearer things count, at most: one is enough for full shade.
    ceiling = np.where(far, np.float32(1e6), order + 2).take(labels)
    smooth = uniform_filter(uniform_filter(coarse, size), size)
    blurred = np.asarray(Image.fromarray(smooth).resize((side, side), Image.Resampling.BILINEAR))
    shade: ndarray = blurred - ceiling
    np.clip(shade, -2, 0, out=shade)
    shade *= -light.contact / 2
    shade += 1 - light.contact
    return shade

"""What surfaces in a synthetic scene look like: a bank of periodic grey tiles, tinted and turned.

The bank is made once per process (a second); a surface only says which tile it shows, how it is
turned and scaled, and between which two colours it runs. Source of the natural-like ones: spectra
of natural images fall as a power of the frequency (Field 1987).
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
from jaxtyping import Float, UInt8
from numpy import ndarray
from scipy.spatial import cKDTree

TILE = 512
"""Side of a tile in texels; tiles continue at their edges."""

NATURAL = 21
"""The first so many tiles have natural-like spectra; the others are patterns."""

Tile = Float[ndarray, "S S"]


@cache
def texture_bank() -> UInt8[ndarray, "T S S"]:
    """Return all tiles, each spread over 0..255. The same in every process."""
    rng = np.random.default_rng(2023)
    bank = np.stack([_spread(tile) for tile in _tiles(rng)])
    bank.setflags(write=False)
    return bank


def _tiles(rng: np.random.Generator) -> Iterator[Tile]:
    for power in (0.8, 1.2, 1.6, 2.0, 2.5):
        for _ in range(3):
            yield fractal(rng, power)
    for elongation in (4.0, 8.0, 16.0):
        yield fractal(rng, 1.4, elongation)
        yield fractal(rng, 2.0, elongation)
    for waves in (8, 20, 40):
        yield stripes(rng, waves, bend=0.0, hardness=1.0)
        yield stripes(rng, waves, bend=0.0, hardness=8.0)
        yield stripes(rng, waves, bend=0.5, hardness=2.0)
        yield stripes(rng, waves, bend=2.0, hardness=1.0)
        yield checks(waves)
    for count in (60, 200, 700):
        near, next_near = cells(rng, count)
        yield near
        yield next_near - near
        yield np.minimum(next_near - near, 3.0)
        yield (near < 0.45 * TILE / count**0.5).astype(float) + 0.2 * fractal(rng, 1.5)
    for rows in (16, 32):
        yield bricks(rows) + 0.1 * fractal(rng, 1.2)


def fractal(rng: np.random.Generator, power: float, elongation: float = 1.0) -> Tile:
    """Make noise whose amplitude falls as frequency^-power: cloud, soil, bark, fur.

    Args:
        rng: source of all randomness.
        power: 0 is white noise, 1 natural photographs, 2 clouds.
        elongation: how much longer than wide the structures are.
    """
    y = np.fft.fftfreq(TILE)[:, None] * elongation
    x = np.fft.rfftfreq(TILE)[None]
    frequency = np.hypot(x, y)
    frequency[0, 0] = np.inf
    spectrum = np.fft.rfft2(rng.standard_normal((TILE, TILE))) * frequency**-power
    noise: Tile = np.fft.irfft2(spectrum, s=(TILE, TILE))
    noise /= noise.std()
    return noise


def stripes(rng: np.random.Generator, waves: int, bend: float, hardness: float) -> Tile:
    """Make stripes: cloth, corduroy, wood, ripples.

    Args:
        rng: source of all randomness.
        waves: stripes per tile.
        bend: how far they leave the straight line, in stripes.
        hardness: 1 for sines, large for sharp edges.
    """
    phase = waves * np.arange(TILE)[:, None] / TILE + bend * fractal(rng, 2.0)
    tile: Tile = np.tanh(hardness * np.sin(2 * np.pi * phase))
    return tile


def checks(waves: int) -> Tile:
    """Make a checkerboard with soft edges."""
    wave = np.sin(2 * np.pi * waves / 2 * np.arange(TILE) / TILE)
    tile: Tile = np.tanh(6 * wave[:, None] * wave[None])
    return tile


def cells(rng: np.random.Generator, count: int) -> tuple[Tile, Tile]:
    """Measure the distance to the nearest and second nearest of some random points (Worley)."""
    tree = cKDTree(rng.uniform(0, TILE, (count, 2)), boxsize=np.full(2, float(TILE)))
    texels = np.indices((TILE, TILE)).reshape(2, -1).T
    distance = np.asarray(tree.query(texels, k=2)[0]).reshape(TILE, TILE, 2)
    return distance[..., 0], distance[..., 1]


def bricks(rows: int) -> Tile:
    """Make courses of bricks, each shifted by half a brick, with light joints."""
    height = TILE // rows
    y, x = np.indices((TILE, TILE))
    shifted = x + (y // height % 2) * height
    joint = (y % height < height / 8) | (shifted % (2 * height) < height / 8)
    tile: Tile = joint.astype(float)
    return tile


def _spread(tile: Tile) -> UInt8[ndarray, "S S"]:
    """Stretch all but the most extreme values over 0..255."""
    low, high = np.percentile(tile, (1, 99))
    grey: UInt8[ndarray, "S S"] = np.clip((tile - low) / (high - low) * 255, 0, 255).astype(
        np.uint8
    )
    return grey

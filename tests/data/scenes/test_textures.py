"""Claims about the texture bank."""

import numpy as np
import pytest

from anymask.data.scenes.textures import TILE, bricks, cells, checks, fractal, stripes, texture_bank


def test_the_bank_is_the_same_each_time_and_cannot_be_changed() -> None:
    bank = texture_bank()
    assert np.array_equal(bank, texture_bank.__wrapped__())
    assert bank.shape[1:] == (TILE, TILE)
    assert not bank.flags.writeable


def test_every_tile_uses_the_whole_range() -> None:
    for tile in texture_bank():
        low, high = np.percentile(tile, (2, 98))
        assert low < 64
        assert high > 170


@pytest.mark.parametrize("power", [1.2, 2.0])
def test_spectra_fall_as_the_asked_power_of_frequency(power: float) -> None:
    amplitude = np.abs(np.fft.fft2(fractal(np.random.default_rng(0), power)))
    low, high = amplitude[0, 4:12].mean(), amplitude[0, 64:192].mean()
    slope = np.log(low / high) / np.log(128 / 8)
    assert slope == pytest.approx(power, abs=0.25)


@pytest.mark.parametrize("make", [lambda r: fractal(r, 1.6), lambda r: stripes(r, 8, 0.5, 1.0)])
def test_tiles_continue_at_their_edges(make: object) -> None:
    tile = make(np.random.default_rng(0))  # type: ignore[operator]
    inner = np.abs(np.diff(tile, axis=0)).mean()
    seam = np.abs(tile[0] - tile[-1]).mean()
    assert seam < 2 * inner


def test_cells_are_distances_to_points() -> None:
    near, next_near = cells(np.random.default_rng(0), 50)
    assert (near <= next_near).all()
    assert np.abs(np.diff(near, axis=1)).max() <= 1 + 1e-9


def test_patterns_repeat() -> None:
    assert np.allclose(checks(8), np.roll(checks(8), TILE // 4, axis=0))
    assert np.array_equal(bricks(16), np.roll(bricks(16), TILE // 8, axis=0))

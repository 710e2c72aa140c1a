import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.nn.position import FourierPositions, resample_positions, sine_positions


def test_grid_encodes_the_centres_of_cells_row_by_row():
    positions = FourierPositions(8)
    grid = positions.grid((2, 4))
    torch.testing.assert_close(grid[1, 2], positions(torch.tensor([2.5 / 4, 1.5 / 2])))


def test_close_points_are_more_alike_than_distant_ones():
    positions = FourierPositions(256)
    near, here, far = positions(torch.tensor([[0.51, 0.5], [0.5, 0.5], [0.9, 0.1]]))
    assert near @ here > 2 * (far @ here)


def test_autocast_does_not_blur_positions():
    positions = FourierPositions(8)
    points = torch.rand(5, 2)
    with torch.autocast("cpu", torch.bfloat16):
        torch.testing.assert_close(positions(points), positions(points.clone()).float())
        cast = positions(points)
    torch.testing.assert_close(cast, positions(points))


def test_positions_that_fit_are_left_alone():
    table = torch.randn(1, 4, 4, 3)
    assert resample_positions(table, 4) is table


def test_stretched_positions_keep_a_constant():
    stretched = resample_positions(torch.full((1, 4, 4, 2), 3.0), 7)
    torch.testing.assert_close(stretched, torch.full((1, 7, 7, 2), 3.0))


def test_sine_positions_encode_columns_then_rows():
    table = sine_positions(5, 16)[0]
    torch.testing.assert_close(table[:, 2, :8], table[:1, 2, :8].expand(5, -1))
    torch.testing.assert_close(table[3, :, 8:], table[3, :1, 8:].expand(5, -1))
    torch.testing.assert_close(table[1, 4, :8], table[4, 1, 8:])


def test_sine_positions_equal_their_definition():
    x, k, width = 7, 3, 32
    angle = x / 10_000 ** (4 * k / width)
    column = sine_positions(9, width)[0, 0, x]
    expected = torch.tensor([angle]).sin(), torch.tensor([angle]).cos()
    torch.testing.assert_close((column[k : k + 1], column[k + 8 : k + 9]), expected)


def test_sine_positions_of_an_odd_width_are_refused():
    with pytest.raises(ConfigurationError, match="width 18 cannot be split into four"):
        sine_positions(4, 18)

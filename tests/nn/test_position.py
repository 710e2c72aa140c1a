import torch

from anymask.nn.position import FourierPositions, resample_positions


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

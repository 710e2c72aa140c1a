import torch

from anymask.nn.rel_pos import axis_biases, full_bias, pairwise, resample_table


def test_a_pair_takes_the_entry_of_its_distance():
    table = torch.arange(5.0)[:, None]  # distances -2..2
    spread = pairwise(table)[..., 0]
    assert spread[0, 2] == 0
    assert spread[1, 1] == 2
    assert spread[2, 0] == 4


def test_full_bias_adds_row_and_column_terms():
    queries = torch.randn(2, 3, 4, 5)
    rows, columns = torch.randn(3, 3, 5), torch.randn(4, 4, 5)
    bias = full_bias(*axis_biases(queries, rows, columns)).view(2, 3, 4, 3, 4)
    y, x, row, column = 1, 3, 2, 0
    expected = queries[:, y, x] @ rows[y, row] + queries[:, y, x] @ columns[x, column]
    torch.testing.assert_close(bias[:, y, x, row, column], expected)


def test_stretching_a_table_keeps_its_ends_apart():
    table = torch.linspace(-1, 1, 7)[:, None]
    stretched = resample_table(table, 8)
    assert stretched.shape == (15, 1)
    assert (stretched.diff(dim=0) >= 0).all()
    assert resample_table(table, 4) is table

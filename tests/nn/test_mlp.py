import torch

from anymask.nn.mlp import ROWS_IN_CACHE, Mlp, MlpHead


def test_many_rows_in_chunks_equal_all_rows_at_once():
    mlp = Mlp(8, 16)
    x = torch.randn(2, ROWS_IN_CACHE + 3, 8)
    with torch.no_grad():
        chunked = mlp(x)
    torch.testing.assert_close(chunked, mlp(x).detach())


def test_head_has_relu_between_layers_and_none_at_the_end():
    torch.manual_seed(0)
    head, x = MlpHead(4, 6, 16, depth=3), torch.randn(5, 4)
    first, second, last = head.layers
    expected = last(second(first(x).relu()).relu())
    torch.testing.assert_close(head(x), expected)
    assert (expected < 0).any()

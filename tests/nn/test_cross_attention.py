import torch

from anymask.nn.cross_attention import CrossAttention


def test_shared_keys_equal_repeated_keys():
    module = CrossAttention(8, 2, 4)
    q, image = torch.randn(3, 2, 8), torch.randn(1, 5, 8)
    queries, keys, values = module.queries(q), module.keys(image), module.values(image)
    repeated = module(q, image.expand(3, -1, -1), image.expand(3, -1, -1))
    torch.testing.assert_close(module.attend(queries, keys, values), repeated)


def test_shared_queries_equal_repeated_queries():
    module = CrossAttention(8, 2, 4)
    image, tokens = torch.randn(1, 5, 8), torch.randn(3, 2, 8)
    shared = module.attend(module.queries(image), module.keys(tokens), module.values(tokens))
    repeated = module(image.expand(3, -1, -1), tokens, tokens)
    torch.testing.assert_close(shared, repeated)

import torch
import torch.nn.functional as F

from anymask.models.sam.image_encoder import Neck
from anymask.nn.norm import LayerNorm2d


def test_neck_equals_convolutions_with_norms():
    neck, tokens = Neck(12, 8), torch.randn(2, 5, 4, 12)
    x = F.conv2d(tokens.permute(0, 3, 1, 2), neck.conv1.weight)
    norm = LayerNorm2d(8)
    norm.load_state_dict(neck.norm1.state_dict())
    expected = neck.norm2(neck.conv2(norm(x)))
    torch.testing.assert_close(neck(tokens), expected, atol=1e-5, rtol=1e-4)

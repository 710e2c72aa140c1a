"""Claims about the depthwise convolution: PyTorch's, with the same gradients."""

import pytest
import torch
import torch.nn.functional as F

from anymask.nn.depthwise import DepthwiseConv2d, kernel_gradient

SHAPES = [(2, 3, 9, 20), (1, 4, 5, 16), (3, 2, 7, 33), (1, 1, 1, 1)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kernel", [3, 7])
def test_the_kernels_gradient_is_pytorchs(shape: tuple[int, ...], kernel: int) -> None:
    torch.manual_seed(0)
    x, gradient = torch.randn(2, *shape)
    weight = torch.randn(shape[1], 1, kernel, kernel, requires_grad=True)
    F.conv2d(x, weight, padding=kernel // 2, groups=shape[1]).backward(gradient)
    expected = weight.grad[:, 0]
    torch.testing.assert_close(kernel_gradient(x, gradient, kernel), expected, atol=1e-4, rtol=1e-5)


def _gradients(layer: torch.nn.Conv2d, x: torch.Tensor) -> list[torch.Tensor]:
    x = x.clone().requires_grad_()
    out = layer(x)
    return [out, *torch.autograd.grad(out.square().sum(), [x, layer.weight, layer.bias])]


def test_it_trains_like_pytorchs_layer() -> None:
    ours, theirs = DepthwiseConv2d(6, 7), torch.nn.Conv2d(6, 6, 7, padding=3, groups=6)
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(2, 6, 12, 18).to(memory_format=torch.channels_last)
    torch.testing.assert_close(_gradients(ours, x), _gradients(theirs, x), atol=1e-3, rtol=1e-5)


def test_autocast_computes_in_bfloat16_and_keeps_gradients_of_weights_in_fp32() -> None:
    layer = DepthwiseConv2d(4, 7)
    with torch.autocast("cpu", torch.bfloat16):
        out = layer(torch.randn(1, 4, 8, 8))
    out.float().sum().backward()
    assert out.dtype == torch.bfloat16
    assert layer.weight.grad is not None
    assert layer.weight.grad.dtype == torch.float32


def test_frozen_weights_get_no_gradient() -> None:
    layer, x = DepthwiseConv2d(4, 3).requires_grad_(False), torch.randn(1, 4, 8, 8).requires_grad_()
    layer(x).sum().backward()
    assert x.grad is not None
    assert layer.weight.grad is None

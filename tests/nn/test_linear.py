import pytest
import torch
import torch.nn.functional as F

from anymask.nn.linear import Linear, is_cpu_inference, linear

ACTIVATIONS = {"none": lambda x: x, "gelu": F.gelu, "relu": F.relu}


@pytest.mark.parametrize("activation", ["none", "gelu", "relu"])
@pytest.mark.parametrize("shape", [(5, 7), (2, 3, 7), (1, 1, 1, 7)])
def test_fast_path_equals_the_plain_layer(activation, shape):
    x, weight, bias = torch.randn(shape), torch.randn(4, 7), torch.randn(4)
    expected = ACTIVATIONS[activation](F.linear(x, weight, bias))
    with torch.no_grad():
        torch.testing.assert_close(linear(x, weight, bias, activation), expected)


def test_bfloat16_stays_close_to_float32():
    x, weight = torch.randn(6, 32), torch.randn(8, 32)
    with torch.no_grad():
        half = linear(x.bfloat16(), weight.bfloat16())
    assert half.dtype == torch.bfloat16
    torch.testing.assert_close(half.float(), F.linear(x, weight), atol=0.2, rtol=0.05)


@pytest.mark.parametrize("activation", ["none", "gelu", "relu"])
@pytest.mark.parametrize(("inputs", "outputs"), [(7, 4), (4, 7)])
def test_gradients_equal_those_of_the_plain_layer(inputs, outputs, activation):
    x, weight, bias = (torch.randn(s) for s in ((2, 3, inputs), (outputs, inputs), (outputs,)))
    wanted = [tensor.requires_grad_() for tensor in (x, weight, bias)]
    upstream = torch.randn(2, 3, outputs)
    plain = ACTIVATIONS[activation](F.linear(x, weight, bias))
    expected = torch.autograd.grad(plain, wanted, upstream)
    gradients = torch.autograd.grad(linear(x, weight, bias, activation), wanted, upstream)
    torch.testing.assert_close(gradients, expected)


def test_a_frozen_layer_passes_gradients_on():
    layer, x = Linear(3, 2).requires_grad_(False), torch.randn(4, 3, requires_grad=True)
    layer(x).sum().backward()
    assert layer.weight.grad is None
    torch.testing.assert_close(x.grad, layer.weight.sum(0).expand(4, 3))


def test_a_layer_can_be_trained_from_inputs_without_gradients():
    layer = Linear(3, 2)
    layer(torch.ones(4, 3)).sum().backward()
    torch.testing.assert_close(layer.weight.grad, torch.full((2, 3), 4.0))
    torch.testing.assert_close(layer.bias.grad, torch.full((2,), 4.0))


def test_no_rows_give_no_rows():
    with torch.no_grad():
        assert linear(torch.zeros(0, 7), torch.randn(4, 7)).shape == (0, 4)


def test_training_tracing_and_autocast_are_not_inference():
    weight = torch.randn(2, 2, requires_grad=True)
    assert not is_cpu_inference(weight)
    with torch.no_grad():
        assert is_cpu_inference(weight)
        with torch.autocast("cpu", torch.bfloat16):
            assert not is_cpu_inference(weight)

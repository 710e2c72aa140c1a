"""A linear layer that runs at the speed of the machine, with its activation fused.

On processors other than Intel's, PyTorch sends fp32 matrix products to a library that reaches less
than half of the arithmetic peak. oneDNN, which CPU builds of PyTorch carry, reaches the
peak; `linear` sends inference there and everything else (training, tracing, accelerators) to
`torch.nn.functional.linear`. The results agree within fp32 rounding.
"""

from typing import Literal

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn

Activation = Literal["none", "gelu", "relu"]

_ACTIVATIONS = {"none": lambda x: x, "gelu": F.gelu, "relu": F.relu}


def is_cpu_inference(*tensors: Tensor | None) -> bool:
    """Tell whether plain CPU inference is going on, so that hand-ordered kernels may be used.

    False while gradients are recorded, under autocast, and while the model is traced, compiled or
    exported (those must see ordinary operators).
    """
    present = [tensor for tensor in tensors if tensor is not None]
    if any(tensor.device.type != "cpu" for tensor in present):
        return False
    if torch.is_grad_enabled() and any(tensor.requires_grad for tensor in present):
        return False
    return not (
        torch.is_autocast_enabled("cpu")
        or torch.jit.is_tracing()  # type: ignore[attr-defined, no-untyped-call]  # untyped in torch
        or torch.compiler.is_compiling()
        or torch.compiler.is_exporting()
    )


def _onednn_takes(x: Tensor, weight: Tensor) -> bool:
    if not torch.backends.mkldnn.is_available() or x.dtype != weight.dtype or x.numel() == 0:
        return False
    if x.dtype == torch.float32:
        return True
    return x.dtype == torch.bfloat16 and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def linear(
    x: Float[Tensor, "... I"],
    weight: Float[Tensor, "O I"],
    bias: Float[Tensor, "O"] | None = None,
    activation: Activation = "none",
) -> Float[Tensor, "... O"]:
    """Compute `activation(x @ weight.T + bias)`; GELU is the exact (erf) one."""
    if is_cpu_inference(x, weight, bias) and _onednn_takes(x, weight):
        algorithm = "none" if activation == "gelu" else ""
        return torch.ops.mkldnn._linear_pointwise(x, weight, bias, activation, [], algorithm)
    return _ACTIVATIONS[activation](F.linear(x, weight, bias))


class Linear(nn.Linear):
    """`torch.nn.Linear`, with the same parameters, computed by `linear`."""

    def forward(self, x: Float[Tensor, "... I"]) -> Float[Tensor, "... O"]:
        return linear(x, self.weight, self.bias)

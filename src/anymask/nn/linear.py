"""A linear layer that runs at the speed of the machine, with its activation fused.

On processors other than Intel's, PyTorch sends fp32 matrix products to a library that reaches less
than half of the arithmetic peak. oneDNN, which CPU builds of PyTorch carry, reaches the
peak; `linear` sends inference and fp32 training there and everything else (autocast, tracing,
accelerators) to `torch.nn.functional.linear`. The results agree within fp32 rounding.
"""

from typing import Any, Literal

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor, nn
from torch.autograd.function import FunctionCtx, once_differentiable

Activation = Literal["none", "gelu", "relu"]

_ACTIVATIONS = {"none": lambda x: x, "gelu": F.gelu, "relu": F.relu}


def is_cpu_inference(*tensors: Tensor | None) -> bool:
    """Tell whether plain CPU inference is going on, so that hand-ordered kernels may be used.

    False while gradients are recorded, under autocast, and while the model is traced, compiled or
    exported (those must see ordinary operators).
    """
    return _is_plain_cpu(*tensors) and not _is_recorded(*tensors)


def _is_recorded(*tensors: Tensor | None) -> bool:
    """Tell whether gradients will be wanted."""
    return torch.is_grad_enabled() and any(
        tensor is not None and tensor.requires_grad for tensor in tensors
    )


def _is_plain_cpu(*tensors: Tensor | None) -> bool:
    """Tell whether ordinary operators on the CPU are being run, with or without gradients."""
    if any(tensor is not None and tensor.device.type != "cpu" for tensor in tensors):
        return False
    return not (torch.is_autocast_enabled("cpu") or is_traced())


def is_traced() -> bool:
    """Tell whether the model is being traced, compiled or exported: ordinary operators must run."""
    return (
        torch.jit.is_tracing()  # type: ignore[attr-defined, no-untyped-call]  # untyped in torch
        or torch.compiler.is_compiling()
        or torch.compiler.is_exporting()
    )


def _onednn_takes(x: Tensor, weight: Tensor) -> bool:
    if not torch.backends.mkldnn.is_available() or x.dtype != weight.dtype or x.numel() == 0:
        return False
    if x.dtype == torch.float32:
        return True
    return x.dtype == torch.bfloat16 and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def _product(
    x: Tensor, weight: Tensor, bias: Tensor | None = None, activation: Activation = "none"
) -> Tensor:
    """Call oneDNN's linear layer; it takes transposed views as they are."""
    algorithm = "none" if activation == "gelu" else ""
    return torch.ops.mkldnn._linear_pointwise(x, weight, bias, activation, [], algorithm)


class _TrainedLinear(torch.autograd.Function):
    """The linear layer with gradients, all three matrix products by oneDNN."""

    @staticmethod
    def forward(ctx: FunctionCtx, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        ctx.save_for_backward(x, weight)
        return _product(x, weight, bias)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, Tensor | None, Tensor | None]:
        x, weight = ctx.saved_tensors
        for_x, for_weight, for_bias = ctx.needs_input_grad
        rows = grad.reshape(-1, grad.shape[-1])  # (rows, O)
        grad_x = _product(grad, weight.t()) if for_x else None
        grad_weight = _outer(rows, x.reshape(len(rows), -1)) if for_weight else None
        return grad_x, grad_weight, rows.sum(0) if for_bias else None


def _outer(rows: Float[Tensor, "R O"], inputs: Float[Tensor, "R I"]) -> Float[Tensor, "O I"]:
    """Multiply `rows.T @ inputs`; a short, wide result comes up to twice as fast as a tall one."""
    # Rows with gaps between them send oneDNN to a kernel that is a thousand times slower.
    rows, inputs = rows.contiguous(), inputs.contiguous()
    if rows.shape[1] > inputs.shape[1]:
        return _product(inputs.t(), rows.t()).t().contiguous()
    return _product(rows.t(), inputs.t())


def activate(x: Tensor, activation: Activation) -> Tensor:
    """Apply an activation by its name."""
    return _ACTIVATIONS[activation](x)


def linear(
    x: Float[Tensor, "... I"],
    weight: Float[Tensor, "O I"],
    bias: Float[Tensor, "O"] | None = None,
    activation: Activation = "none",
) -> Float[Tensor, "... O"]:
    """Compute `activation(x @ weight.T + bias)`; GELU is the exact (erf) one."""
    if _is_plain_cpu(x, weight, bias) and _onednn_takes(x, weight):
        if not _is_recorded(x, weight, bias):
            return _product(x, weight, bias, activation)
        if x.dtype == torch.float32:
            out = _TrainedLinear.apply(x, weight, bias)  # type: ignore[no-untyped-call]  # torch
            return activate(out, activation)
    return activate(F.linear(x, weight, bias), activation)


class Linear(nn.Linear):
    """`torch.nn.Linear`, with the same parameters, computed by `linear`."""

    def forward(
        self, x: Float[Tensor, "... I"], activation: Activation = "none"
    ) -> Float[Tensor, "... O"]:
        return linear(x, self.weight, self.bias, activation)

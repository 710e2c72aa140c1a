"""What training changes in a model, by name, whole or split over processes.

Averages and checkpoints hold these tensors and nothing else: what is frozen stays where it came
from. Under FSDP the tensors are `DTensor`s, of which each process holds a part.
"""

from torch import Tensor, nn
from torch.distributed.tensor import DTensor, distribute_tensor


def learned_state(model: nn.Module) -> dict[str, Tensor]:
    """Return the trainable parameters and the persistent buffers, sharing memory with `model`.

    >>> layer = nn.Linear(2, 2)
    >>> _ = layer.bias.requires_grad_(False)
    >>> list(learned_state(layer))
    ['weight']
    """
    parameters = model.named_parameters(remove_duplicate=False)
    frozen = {name for name, value in parameters if not value.requires_grad}
    return {name: value for name, value in model.state_dict().items() if name not in frozen}


def whole(tensor: Tensor) -> Tensor:
    """Gather a split tensor; every process must call this. Others come back as they are."""
    return tensor.full_tensor() if isinstance(tensor, DTensor) else tensor


def split_like(tensor: Tensor, like: Tensor) -> Tensor:
    """Keep the part of `tensor`, the same in every process, that `like` has here."""
    if not isinstance(like, DTensor) or isinstance(tensor, DTensor):
        return tensor
    placed = tensor.to(like.device)
    return distribute_tensor(placed, like.device_mesh, like.placements, src_data_rank=None)


def here(tensor: Tensor) -> Tensor:
    """Return the part of a split tensor that this process holds, sharing its memory."""
    return tensor.to_local() if isinstance(tensor, DTensor) else tensor

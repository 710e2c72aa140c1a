"""Several processes that train one model, started by torchrun.

`torchrun --nproc-per-node N -m anymask train ...` sets RANK, WORLD_SIZE and LOCAL_RANK; without
them this process is the whole world. Each process handles its shards of every step; gradients are
averaged over all (DDP), or the model is split too (FSDP2, `fully_shard`).
"""

import atexit
import contextlib
import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import FSDPModule, fully_shard
from torch.nn.parallel import DistributedDataParallel

from anymask.training.state import learned_state

FAREWELL = datetime.timedelta(seconds=10)
"""How long processes wait for each other at the end."""
PATIENCE = datetime.timedelta(hours=2)
"""How long processes wait for the one that evaluates or writes."""


@dataclass(frozen=True)
class World:
    """The processes of a run, and which one this is.

    Attributes:
        rank: number of this process, from 0.
        size: number of processes.
        device: where this process trains.
    """

    rank: int
    size: int
    device: torch.device

    @property
    def leads(self) -> bool:
        """Whether this process is the one that writes and reports."""
        return self.rank == 0

    def mean(self, values: Tensor) -> Tensor:
        """Average a small tensor over all processes, in double precision on the CPU."""
        if self.size > 1:
            dist.all_reduce(values)
            values = values / self.size
        return values.double().cpu()

    def any(self, flag: bool) -> bool:
        """Say whether any process raised its flag."""
        if self.size == 1:
            return flag
        return bool(self.mean(torch.tensor(float(flag), device=self.device)) > 0)

    def wait(self) -> None:
        """Return when all processes have come here."""
        if self.size > 1:
            on_gpu = self.device.type == "cuda"
            dist.barrier(device_ids=[self.device.index] if on_gpu else None)


def is_leader() -> bool:
    """Say whether this process is the one that writes and reports, before any group is joined."""
    return os.environ.get("RANK", "0") == "0"


def local_device(device: torch.device) -> torch.device:
    """Return the GPU of this process where `device` is a GPU and torchrun started several."""
    if device.type == "cuda" and "LOCAL_RANK" in os.environ:
        return torch.device("cuda", int(os.environ["LOCAL_RANK"]))
    return device


def join_world(device: torch.device) -> World:
    """Join the processes that torchrun started, if it did.

    Args:
        device: where the model is; a GPU stands for this process's own.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        return World(0, 1, device)
    device = local_device(device)
    if not dist.is_initialized():
        if device.type == "cuda":
            torch.cuda.set_device(device)
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=PATIENCE)
        atexit.register(_leave)
    return World(dist.get_rank(), size, device)


def spread(module: nn.Module, parallel: Literal["ddp", "fsdp"], world: World) -> nn.Module:
    """Make the gradients of all processes one: wrap for DDP, or split in place for FSDP.

    Args:
        module: its `forward` must be the whole way to the loss.
        parallel: how.
        world: a world of one leaves the module alone.
    """
    if world.size == 1:
        return module
    if parallel == "ddp":
        return DistributedDataParallel(module, find_unused_parameters=True)
    with torch.no_grad():
        for value in learned_state(module).values():
            dist.broadcast(value, src=0)
    mesh = init_device_mesh(world.device.type, (world.size,))
    for block in encoder_blocks(module):
        fully_shard(block, mesh=mesh)
    fully_shard(module, mesh=mesh)
    return module


def encoder_blocks(module: nn.Module) -> list[nn.Module]:
    """List the transformer blocks: what lies directly in a list called `blocks`."""
    return [
        block
        for name, blocks in module.named_modules()
        if name.rpartition(".")[2] == "blocks" and isinstance(blocks, nn.ModuleList)
        for block in blocks
    ]


def holding_back(module: nn.Module, *, last: bool) -> contextlib.AbstractContextManager[None]:
    """Exchange gradients only in the last backward pass of a step."""
    if isinstance(module, DistributedDataParallel) and not last:
        hold: Callable[[], contextlib.AbstractContextManager[None]] = module.no_sync
        return hold()
    if isinstance(module, FSDPModule):
        module.set_requires_gradient_sync(last)
    return contextlib.nullcontext()


def _leave() -> None:
    """End together: a process whose partner has left may be ended from within by gloo's threads."""
    if dist.get_backend() == "gloo":
        with contextlib.suppress(RuntimeError):  # the partner has died: nothing to wait for
            dist.monitored_barrier(timeout=FAREWELL)
    dist.destroy_process_group()

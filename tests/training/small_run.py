"""A run of a few hundred weights with all that is awkward, for tests that need processes.

    python small_run.py FOLDER [--kill-at STEP SIGNAL] [SETTING=VALUE ...]

It has blocks, dropout, a frozen layer, a layer that only some shards use, one that none uses, and
two buffers. Only synthetic numbers are learned.
"""

import os
import sys
from pathlib import Path

import torch
from torch import Tensor, nn

from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.loop import Run, train
from anymask.training.overrides import apply_overrides

CONFIG = TrainConfig(
    steps=8,
    images_per_step=8,
    optim=OptimConfig(learning_rate=1e-2, warmup_steps=1, layer_decay=0.5),
    precision="fp32",
    checkpoint_steps=3,
    log_steps=2,
    evaluate_steps=3,
    picture_steps=4,
)


class Block(nn.Module):
    """A residual layer with dropout."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(8, 8)
        self.drop = nn.Dropout(0.2)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.drop(torch.tanh(self.linear(x)))


class Encoder(nn.Module):
    """Two blocks under the names of a ViT."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList([Block(), Block()])

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = block(x)
        return x


class SmallModel(nn.Module):
    """An encoder between a frozen layer and a head, and two odd layers."""

    def __init__(self) -> None:
        super().__init__()
        self.frozen = nn.Linear(8, 8).requires_grad_(False)
        self.encoder = Encoder()
        self.head = nn.Linear(8, 1)
        self.sometimes = nn.Linear(8, 1)
        self.never = nn.Linear(3, 3)
        self.register_buffer("counter", torch.tensor(0))
        self.register_buffer("scale", torch.tensor([0.5]))

    def forward(self, x: Tensor) -> Tensor:
        y = self.head(self.encoder(self.frozen(x) * self.scale))
        return y + self.sometimes(x) if x[0, 0] > 0 else y


def batch(step: int, shard: int, shards: int) -> Tensor:
    """Return the shard's rows of eight random ones."""
    rows = torch.randn(8, 8, generator=torch.Generator().manual_seed(step))
    return rows[shard::shards]


def objective(model: SmallModel, rows: Tensor, generator: torch.Generator) -> dict[str, Tensor]:
    """Charge the distance from the sum of each row, with noise."""
    noise = torch.rand((), generator=generator)
    error = model(rows) + noise - rows.sum(1, keepdim=True)
    return {"loss": error.square().mean(), "bias": error.mean()}


def small_run(*settings: str) -> Run[SmallModel, Tensor]:
    """Make the run, with overrides of `CONFIG`."""
    torch.manual_seed(0)
    return Run(
        apply_overrides(CONFIG, settings),
        SmallModel(),
        batch,
        objective,
        evaluate=lambda model: {"score": float(model.head.weight.sum())},
        picture=lambda model: torch.zeros(3, 4, 4, dtype=torch.uint8),
    )


def main(folder: str, *arguments: str) -> None:
    """Train in `folder`, sending itself a signal when the line of a step is told."""
    kill_at, number, settings = "", 0, list(arguments)
    if settings[:1] == ["--kill-at"]:
        kill_at, number, *settings = settings[1:]

    def report(text: str) -> None:
        print(text, flush=True)
        if kill_at and text.startswith(f"step {kill_at}/"):
            os.kill(os.getpid(), int(number))

    train(small_run(*settings), Path(folder), report)


if __name__ == "__main__":
    main(*sys.argv[1:])

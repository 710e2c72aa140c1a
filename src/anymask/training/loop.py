"""THE loop: batches in, a run folder out, resumable after a kill at any moment.

Everything random in a step follows from (seed, step), so a resumed run goes on as if it had never
stopped. A run folder holds `metrics.jsonl` (a step that is repeated after a kill has two lines) and
`checkpoint.safetensors` (weights, average, optimiser and step, replaced atomically).
"""

import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar

import torch
from jaxtyping import UInt8
from torch import Tensor, nn

from anymask.errors import ResourceError
from anymask.training.average import AveragedModel, ModelT
from anymask.training.checkpoint import load_checkpoint, save_checkpoint
from anymask.training.config import TrainConfig
from anymask.training.optim import build_optimizer, learning_rate

MAX_BAD_STEPS = 20
"""Steps in a row whose gradients may be non-finite before the run gives up."""


class Movable(Protocol):
    """A batch: anything that can be brought to the model's device, a tensor for example."""

    def to(self, device: torch.device, /) -> Self:
        """Return the same content on `device`."""


BatchT = TypeVar("BatchT", bound=Movable)


@dataclass(frozen=True)
class Run(Generic[ModelT, BatchT]):
    """Everything that a training run is made of.

    Attributes:
        config: see `TrainConfig`.
        model: the model to train, already initialised; parts that do not require gradients are
            left alone and not saved.
        batch: (step, shard, shards) -> that shard's part of the images of the step; the same
            arguments always give the same batch. Called from several threads.
        objective: (model, batch, generator) -> named terms, "loss" among them.
        evaluate: called with the averaged model every `evaluate_steps`; its "score" decides which
            weights are the best (higher is better).
        picture: called with the averaged model every `picture_steps`; returns RGB.
        describe: what else goes into run.yaml, in plain values.
    """

    config: TrainConfig
    model: ModelT
    batch: Callable[[int, int, int], BatchT]
    objective: Callable[[ModelT, BatchT, torch.Generator], dict[str, Tensor]]
    evaluate: Callable[[ModelT], dict[str, float]] | None = None
    picture: Callable[[ModelT], UInt8[Tensor, "3 H W"]] | None = None
    describe: Mapping[str, Any] = field(default_factory=dict)


def train(run: Run[ModelT, BatchT], folder: Path, report: Callable[[str], None]) -> ModelT:
    """Train, resuming from `folder` where it holds a checkpoint; return the averaged model.

    Args:
        run: what to train and how.
        folder: run folder, made where it is missing.
        report: gets one line of text now and then.

    Raises:
        CheckpointError: the checkpoint in `folder` is damaged or belongs to another model.
        ResourceError: gradients stay non-finite for more than `MAX_BAD_STEPS` steps.
    """
    config = run.config
    folder.mkdir(parents=True, exist_ok=True)
    optimizer = build_optimizer(run.model, config.optim)
    average = AveragedModel(run.model, config.average_decay)
    start = load_checkpoint(folder, run.model, average.model, optimizer)
    if start:
        report(f"resuming at step {start} of {config.steps}")
    bad_steps, clock = 0, time.perf_counter()
    run.model.train()
    for step, batch in _prefetched(run.batch, range(start, config.steps)):
        terms = _step(run, batch, optimizer, step)
        bad_steps = 0 if terms["finite"] else bad_steps + 1
        if bad_steps > MAX_BAD_STEPS:
            raise ResourceError(
                f"{bad_steps} steps in a row up to step {step} gave non-finite gradients; "
                "lower learning_rate, or set precision=fp32"
            )
        average.update(run.model, step)
        if (step + 1) % config.log_steps == 0:
            now = time.perf_counter()
            terms["seconds"] = (now - clock) / config.log_steps
            clock = now
            _log(folder, step + 1, config, terms, report)
        if (step + 1) % config.checkpoint_steps == 0 or step + 1 == config.steps:
            save_checkpoint(folder, run.model, average.model, optimizer, step + 1)
    return average.model


def _prefetched(
    batch: Callable[[int, int, int], BatchT], steps: range
) -> Iterator[tuple[int, BatchT]]:
    """Prepare the next batch in a thread while the current one is being learned."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        pending = deque[tuple[int, Future[BatchT]]]()
        for step in steps:
            pending.append((step, executor.submit(batch, step, 0, 1)))
            if len(pending) > 1:
                ready, future = pending.popleft()
                yield ready, future.result()
        for ready, future in pending:
            yield ready, future.result()


def _step(
    run: Run[ModelT, BatchT], batch: BatchT, optimizer: torch.optim.Optimizer, step: int
) -> dict[str, float]:
    config = run.config
    for group in optimizer.param_groups:
        group["lr"] = learning_rate(step, config.steps, config.optim)
    generator = torch.Generator().manual_seed(config.seed * 1_000_003 + step)
    device = next(run.model.parameters()).device
    with torch.autocast(device.type, torch.bfloat16, enabled=config.precision == "bf16"):
        terms = run.objective(run.model, batch, generator)
    optimizer.zero_grad(set_to_none=True)
    terms["loss"].backward()
    norm = nn.utils.clip_grad_norm_(run.model.parameters(), config.optim.clip_norm)
    finite = bool(torch.isfinite(norm))
    if finite:
        optimizer.step()
    values = {name: float(value.detach()) for name, value in terms.items()}
    return values | {"norm": float(norm), "finite": float(finite)}


def _log(
    folder: Path,
    step: int,
    config: TrainConfig,
    terms: dict[str, float],
    report: Callable[[str], None],
) -> None:
    record = {"step": step, "rate": learning_rate(step - 1, config.steps, config.optim)} | terms
    with (folder / "metrics.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(record) + "\n")
    shown = " ".join(f"{name} {value:.3f}" for name, value in terms.items() if name != "finite")
    report(f"step {step}/{config.steps} {shown}")

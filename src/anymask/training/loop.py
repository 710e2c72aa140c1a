"""THE loop: batches in, a run folder out, resumable after a kill at any moment.

Everything random in a shard follows from (seed, step, shard), so a resumed run goes on as if it
had never stopped, and several processes learn what one learns that accumulates as many shards.
The run folder holds run.yaml, metrics.jsonl, checkpoint.safetensors, best.safetensors, pictures/
and tensorboard/; docs/guides/training.md describes them.
"""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

import torch

from anymask.errors import ConfigurationError, ResourceError
from anymask.training.average import AveragedModel, ModelT
from anymask.training.batches import prefetched
from anymask.training.checkpoint import (
    FILE_NAME,
    Progress,
    best_score,
    load_checkpoint,
    save_best,
    save_checkpoint,
)
from anymask.training.compiling import check_compiler, compile_parts
from anymask.training.distributed import World, join_world, spread
from anymask.training.log import RunLog
from anymask.training.manifest import check_manifest, write_manifest
from anymask.training.meter import Meter
from anymask.training.optim import build_optimizer, learning_rate
from anymask.training.overrides import to_plain
from anymask.training.run import BatchT, check_run
from anymask.training.run import Run as Run
from anymask.training.step import Charge, Learner
from anymask.training.stopping import StopSignal

MAX_BAD_STEPS = 20
"""Steps in a row whose gradients may be non-finite before the run gives up."""


def train(run: Run[ModelT, BatchT], folder: Path, report: Callable[[str], None]) -> ModelT:
    """Train, resuming from `folder` where it holds a checkpoint; return the averaged model.

    Under torchrun every process calls this with an equal run. Ctrl-C and SIGTERM end the run after
    the step at hand, with a checkpoint.

    Args:
        run: what to train and how.
        folder: run folder, made where it is missing.
        report: gets one line of text now and then, in the process that leads.

    Raises:
        CheckpointError: the checkpoint in `folder` is damaged or belongs to another model.
        ConfigurationError: the settings do not fit each other, the machine or the folder.
        ResourceError: gradients stay non-finite for more than `MAX_BAD_STEPS` steps.
    """
    world = join_world(next(run.model.parameters()).device)
    shards = world.size * run.config.accumulate
    check_run(run, shards)
    plain = {"train": to_plain(run.config), "shards": shards} | to_plain(run.describe)
    if (folder / FILE_NAME).exists():
        check_manifest(folder, plain)
    average = AveragedModel(run.model.to(world.device), run.config.average_decay)
    learner = _prepare(run, average, world)
    progress = load_checkpoint(folder, run.model, average, learner.optimizer)
    with contextlib.ExitStack() as stack:
        log = None
        if world.leads:
            write_manifest(folder, plain)
            log = RunLog(folder, progress.step, run.config.steps, report)
            stack.enter_context(contextlib.closing(log))
        _Session(run, folder, average, learner, log).learn(progress)
    averaged = average.whole_model(world.device)
    # A thread of gloo that still holds a tensor of ours would abort a process that exits.
    world.wait()
    return averaged


def _prepare(run: Run[ModelT, BatchT], average: AveragedModel[ModelT], world: World) -> Learner:
    """Compile and spread the model, and make its optimiser; the average is split alike."""
    config = run.config
    if config.compile:
        check_compiler(world.device)
        compile_parts(run.model)
    charge = spread(Charge(run.model, run.objective), config.parallel, world)
    if world.size > 1 and config.parallel == "fsdp":
        average.split(run.model)
    return Learner(charge, build_optimizer(run.model, config.optim), config, world)


@dataclass
class _Session(Generic[ModelT, BatchT]):
    """One stretch of a run, from where it begins or goes on to its end or an interruption."""

    run: Run[ModelT, BatchT]
    folder: Path
    average: AveragedModel[ModelT]
    learner: Learner
    log: RunLog | None

    def learn(self, progress: Progress) -> None:
        """Take all steps that are left."""
        config, meter, bad_steps = self.run.config, progress.meter, 0
        self.run.model.train()
        positions = self._positions(progress.step)
        batches = prefetched(self._batch, positions, config.workers)
        with StopSignal() as stop, contextlib.closing(batches):
            for step in range(progress.step, config.steps):
                terms = self.learner.step(itertools.islice(batches, config.accumulate), step)
                bad_steps = 0 if terms["finite"] else bad_steps + 1
                _give_up_after(bad_steps, step)
                self.average.update(self.run.model, step)
                meter.add(terms)
                meter = self._tell(step + 1, meter)
                stopped = self.learner.world.any(stop.number is not None)
                if stopped or self._is_due(config.checkpoint_steps, step + 1):
                    self._save(Progress(step + 1, meter))
                if stopped:
                    self._remark(
                        f"stopped after step {step + 1} of {config.steps}, with a checkpoint; "
                        "run the same command again to go on"
                    )
                    stop.end()

    def _positions(self, start: int) -> Iterator[tuple[int, int]]:
        """Walk over (step, shard) for the shards of this process."""
        first = self.learner.world.rank * self.run.config.accumulate
        shards = range(first, first + self.run.config.accumulate)
        return itertools.product(range(start, self.run.config.steps), shards)

    def _batch(self, position: tuple[int, int]) -> BatchT:
        """Prepare the batch of (step, shard), on the device; called in a thread."""
        world = self.learner.world
        batch = self.run.batch(*position, world.size * self.run.config.accumulate)
        return batch.to(world.device)

    def _is_due(self, every: int, step: int) -> bool:
        """Say whether something done every few steps (0: never), and at the end, is due now."""
        return every > 0 and (step % every == 0 or step == self.run.config.steps)

    def _tell(self, step: int, meter: Meter) -> Meter:
        """Log, evaluate and draw where it is time to; return the meter to go on with."""
        config = self.run.config
        if self._is_due(config.log_steps, step):
            rate = {"rate": learning_rate(step - 1, config.steps, config.optim)}
            if self.log is not None:
                self.log.metrics(step, rate | meter.means())
            meter = Meter()
        if self._is_due(config.evaluate_steps, step):
            self._evaluate(step)
        if self._is_due(config.picture_steps, step):
            self._draw(step)
        return meter

    def _evaluate(self, step: int) -> None:
        """Evaluate the average, and keep it if it is the best."""
        world = self.learner.world
        model = self.average.whole_model(world.device)
        values, is_best = {"score": float("-inf")}, False
        if self.log is not None and self.run.evaluate is not None:
            with torch.no_grad():
                values = self.run.evaluate(model)
            if "score" not in values:
                raise ConfigurationError(
                    f"the evaluation gave {sorted(values)}; it must give a 'score'"
                )
            is_best = values["score"] > best_score(self.folder)
            self.log.evaluation(step, values, is_best=is_best)
        if world.any(is_best):
            save_best(self.folder, self.average, step, values["score"], leads=world.leads)

    def _draw(self, step: int) -> None:
        model = self.average.whole_model(self.learner.world.device)
        if self.log is not None and self.run.picture is not None:
            with torch.no_grad():
                self.log.picture(step, self.run.picture(model))

    def _save(self, progress: Progress) -> None:
        learner = self.learner
        save_checkpoint(
            self.folder,
            self.run.model,
            self.average,
            learner.optimizer,
            progress,
            leads=learner.world.leads,
        )

    def _remark(self, text: str) -> None:
        if self.log is not None:
            self.log.remark(text)


def _give_up_after(bad_steps: int, step: int) -> None:
    if bad_steps > MAX_BAD_STEPS:
        raise ResourceError(
            f"{bad_steps} steps in a row up to step {step} gave non-finite gradients; "
            "lower train.optim.learning_rate, or set train.precision=fp32"
        )

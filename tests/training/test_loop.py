"""Claims about the loop: resuming changes nothing, bad steps do no harm, the log is complete."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from anymask.data.collate import Batch
from anymask.errors import CheckpointError, ResourceError
from anymask.models.sam.model import Sam
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.loop import MAX_BAD_STEPS, Run, train
from anymask.training.objectives.sam import SamObjective

CONFIG = TrainConfig(
    steps=6,
    optim=OptimConfig(learning_rate=1e-2, warmup_steps=2),
    precision="fp32",
    checkpoint_steps=3,
    log_steps=2,
)
Batches = Callable[[int, int, int], Batch]


class KilledError(Exception):
    """Stands for whatever ends a process."""


def _until(step: int, batch_of: Batches) -> Batches:
    """Give batches until the run is killed before `step`."""

    def batch(asked: int, shard: int, shards: int) -> Batch:
        if asked >= step:
            raise KilledError
        return batch_of(asked, shard, shards)

    return batch


def _ignore(text: str) -> None:
    pass


@pytest.fixture
def new_run(build: Callable[[], Sam], batch_of: Batches) -> Callable[..., Run[Sam, Batch]]:
    def make(batch: Batches = batch_of, config: TrainConfig = CONFIG) -> Run[Sam, Batch]:
        return Run(config, build(), batch, SamObjective(rounds=2))

    return make


@pytest.mark.parametrize("killed_at", [3, 5])
def test_a_killed_and_resumed_run_ends_with_the_same_bits(
    new_run: Callable[..., Run[Sam, Batch]], batch_of: Batches, tmp_path: Path, killed_at: int
) -> None:
    whole, first, second = new_run(), new_run(_until(killed_at, batch_of)), new_run()
    expected = train(whole, tmp_path / "whole", _ignore)
    with pytest.raises(KilledError):
        train(first, tmp_path / "killed", _ignore)
    torch.manual_seed(99)  # a new process has another global state
    resumed = train(second, tmp_path / "killed", _ignore)
    for one, other in ((expected, resumed), (whole.model, second.model)):
        torch.testing.assert_close(one.state_dict(), other.state_dict(), rtol=0, atol=0)


def test_a_finished_run_is_not_trained_again(
    new_run: Callable[..., Run[Sam, Batch]], batch_of: Batches, tmp_path: Path
) -> None:
    expected = train(new_run(), tmp_path, _ignore)
    again = train(new_run(_until(0, batch_of)), tmp_path, _ignore)
    torch.testing.assert_close(again.state_dict(), expected.state_dict(), rtol=0, atol=0)


def test_training_changes_the_weights_and_the_average(
    new_run: Callable[..., Run[Sam, Batch]], build: Callable[[], Sam], tmp_path: Path
) -> None:
    run, fresh = new_run(), build().state_dict()
    average = train(run, tmp_path, _ignore).state_dict()
    moved = [name for name, value in run.model.state_dict().items() if (value != fresh[name]).any()]
    assert len(moved) > 0.9 * len(list(run.model.parameters()))
    assert all((average[name] != fresh[name]).any() for name in moved)


def test_the_log_has_a_line_for_every_few_steps(
    new_run: Callable[..., Run[Sam, Batch]], tmp_path: Path
) -> None:
    reported: list[str] = []
    train(new_run(), tmp_path, reported.append)
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [2, 4, 6]
    assert {"rate", "loss", "dice", "iou", "oracle", "norm", "finite", "seconds"} <= lines[0].keys()
    assert [text.split(" loss")[0] for text in reported] == ["step 2/6", "step 4/6", "step 6/6"]


def test_bfloat16_trains_as_well(new_run: Callable[..., Run[Sam, Batch]], tmp_path: Path) -> None:
    model = train(new_run(config=TrainConfig(steps=2)), tmp_path, _ignore)
    assert all(value.isfinite().all() for value in model.state_dict().values())
    assert {value.dtype for value in model.state_dict().values()} == {torch.float32}


def test_another_models_run_folder_is_refused(
    build: Callable[..., Sam], batch_of: Batches, tmp_path: Path
) -> None:
    train(Run(CONFIG, build(), batch_of, SamObjective()), tmp_path, _ignore)
    with pytest.raises(CheckpointError, match="written for another model"):
        train(Run(CONFIG, build(48), batch_of, SamObjective()), tmp_path, _ignore)


def _objective_that_fails(bad: range) -> Callable[..., dict[str, Tensor]]:
    """Make the weights' sum the loss, which is not finite in the steps of `bad`."""
    steps = iter(range(1000))

    def objective(model: nn.Module, batch: Batch, generator: torch.Generator) -> dict[str, Tensor]:
        factor = float("nan") if next(steps) in bad else 1.0
        return {"loss": factor * sum(p.sum() for p in model.parameters())}

    return objective


def test_a_step_that_is_not_finite_is_skipped(batch_of: Batches, tmp_path: Path) -> None:
    def weights_after(config: TrainConfig, bad: range) -> Tensor:
        torch.manual_seed(0)
        layer = nn.Linear(3, 2)
        folder = tmp_path / str(len(bad))
        train(Run(config, layer, batch_of, _objective_that_fails(bad)), folder, _ignore)
        return layer.weight.detach()

    plain = TrainConfig(steps=1, optim=OptimConfig(warmup_steps=1), precision="fp32", log_steps=1)
    skipped = TrainConfig(steps=2, optim=OptimConfig(warmup_steps=1), precision="fp32", log_steps=1)
    assert torch.equal(weights_after(plain, range(0)), weights_after(skipped, range(1, 2)))
    log = (tmp_path / "1" / "metrics.jsonl").read_text().splitlines()
    assert [json.loads(line)["finite"] for line in log] == [1.0, 0.0]


def test_too_many_such_steps_in_a_row_end_the_run(batch_of: Batches, tmp_path: Path) -> None:
    objective = _objective_that_fails(range(2, 100))
    run = Run(TrainConfig(steps=100, precision="fp32"), nn.Linear(3, 2), batch_of, objective)
    with pytest.raises(ResourceError, match=f"{MAX_BAD_STEPS + 1} steps in a row up to step 22"):
        train(run, tmp_path, _ignore)

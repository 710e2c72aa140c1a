"""Claims about the loop: resuming changes nothing, bad steps do no harm, the log is complete."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from anymask.data.collate import Batch
from anymask.errors import CheckpointError, ConfigurationError, ResourceError
from anymask.models.sam.model import Sam
from anymask.storage.tensors import read_metadata, read_tensors
from anymask.training.checkpoint import BEST_NAME, best_score
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
SmallRun = Callable[..., Run[Any, Tensor]]


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


def _metrics(folder: Path) -> list[dict[str, Any]]:
    """Read the log without what the clock said."""
    lines = (folder / "metrics.jsonl").read_text().splitlines()
    return [{k: v for k, v in json.loads(line).items() if k != "seconds"} for line in lines]


def _assert_same(folder: Path, other: Path) -> None:
    """Check that two runs left the same bits and told the same."""
    for name in ("checkpoint.safetensors", BEST_NAME):
        left, right = read_tensors(folder / name), read_tensors(other / name)
        torch.testing.assert_close(left, right, rtol=0, atol=0)
        assert read_metadata(folder / name) == read_metadata(other / name)
    assert (folder / "run.yaml").read_text() == (other / "run.yaml").read_text()
    assert _metrics(folder) == _metrics(other)


@pytest.fixture(scope="module")
def whole(small_run: SmallRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of a run that nothing interrupted."""
    folder = tmp_path_factory.mktemp("whole")
    train(small_run(), folder, _ignore)
    return folder


def test_a_process_killed_at_any_moment_goes_on_as_if_nothing_had_happened(
    small_run: SmallRun, small_run_file: Path, whole: Path, tmp_path: Path
) -> None:
    kill = ["--kill-at", "4", str(int(signal.SIGKILL))]
    killed = subprocess.run([sys.executable, str(small_run_file), str(tmp_path), *kill])
    assert killed.returncode == -signal.SIGKILL
    told: list[str] = []
    train(small_run(), tmp_path, told.append)
    assert told[0] == "resuming at step 3 of 8"
    _assert_same(tmp_path, whole)


@pytest.mark.parametrize(
    ("number", "raised"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)]
)
def test_a_signal_saves_and_says_how_to_go_on(
    small_run: SmallRun,
    whole: Path,
    tmp_path: Path,
    number: signal.Signals,
    raised: type[BaseException],
) -> None:
    told: list[str] = []

    def send(text: str) -> None:
        told.append(text)
        if text.startswith("step 4/"):
            signal.raise_signal(number)

    with pytest.raises(raised):
        train(small_run(), tmp_path, send)
    assert told[-1].startswith("stopped after step 4 of 8, with a checkpoint; run the same command")
    train(small_run(), tmp_path, told.append)
    assert "resuming at step 4 of 8" in told
    _assert_same(tmp_path, whole)


@pytest.mark.parametrize("killed_at", [3, 5])
def test_a_sam_that_was_killed_and_resumed_ends_with_the_same_bits(
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


def test_a_run_folder_holds_what_the_guide_says(small_run: SmallRun, whole: Path) -> None:
    names = {path.name for path in whole.iterdir()} - {"tensorboard"}
    files = {"run.yaml", "metrics.jsonl", "checkpoint.safetensors", "best.safetensors"}
    assert names == files | {"pictures"}
    assert [path.name for path in sorted((whole / "pictures").iterdir())] == [
        "000004.png",
        "000008.png",
    ]


def test_other_settings_in_the_same_folder_are_refused(small_run: SmallRun, tmp_path: Path) -> None:
    train(small_run("steps=2"), tmp_path, _ignore)
    with pytest.raises(ConfigurationError, match=r"train\.steps is 3 now and 2 in .*run\.yaml"):
        train(small_run("steps=3"), tmp_path, _ignore)
    with pytest.raises(ConfigurationError, match="shards is 2 now and 1 in"):
        train(small_run("steps=2", "accumulate=2"), tmp_path, _ignore)


def test_the_best_weights_are_those_of_the_highest_score(
    small_run: SmallRun, tmp_path: Path
) -> None:
    scores = iter([0.1, 0.3, 0.2])
    steps: dict[float, Tensor] = {}

    def evaluate(model: nn.Module) -> dict[str, float]:
        assert not model.training
        assert not torch.is_grad_enabled()
        score = next(scores)
        steps[score] = model.head.weight.clone()
        return {"score": score}

    train(replace(small_run("steps=7"), evaluate=evaluate), tmp_path, _ignore)
    assert best_score(tmp_path) == 0.3
    assert read_metadata(tmp_path / BEST_NAME)["step"] == "6"
    assert torch.equal(read_tensors(tmp_path / BEST_NAME)["average.head.weight"], steps[0.3])


def test_an_evaluation_without_a_score_is_refused(small_run: SmallRun, tmp_path: Path) -> None:
    run = replace(small_run("steps=3"), evaluate=lambda model: {"iou": 0.5})
    with pytest.raises(ConfigurationError, match=r"gave \['iou'\]; it must give a 'score'"):
        train(run, tmp_path, _ignore)


def test_frozen_weights_stay_and_are_shared_with_the_average(
    small_run: SmallRun, tmp_path: Path
) -> None:
    run = small_run()
    before = run.model.frozen.weight.clone()
    averaged = train(run, tmp_path, _ignore)
    assert torch.equal(run.model.frozen.weight, before)
    assert averaged.frozen.weight is run.model.frozen.weight
    assert not [n for n in read_tensors(tmp_path / "checkpoint.safetensors") if "frozen" in n]


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

"""The recipe of the shipped model, cut down to two steps per stage at 64 px."""

import io
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from anymask.errors import CheckpointError, FormatError, InputError
from anymask.models.load import load_sam
from anymask.models.sam.config import PyramidConfig, SamConfig
from anymask.recipes import sam_tiny
from anymask.recipes.recipe import Report, Sources
from anymask.recipes.sam_tiny import OPEN_SETS, STAGES, SamTinyConfig, train_sam_tiny
from anymask.training.config import OptimConfig, TrainConfig

CONFIG = TrainConfig(steps=2, optim=OptimConfig(warmup_steps=1), checkpoint_steps=1, log_steps=1)


class KilledError(Exception):
    """Stands for whatever ends a process."""


def _picture_and_labels(grey: int) -> tuple[bytes, bytes]:
    """Draw a square on 48 x 48 pixels, with its column-major run lengths."""
    mask = np.zeros((48, 48), np.uint8)
    mask[10:40, 8:38] = 1
    stream = io.BytesIO()
    Image.fromarray(mask * 100 + grey).save(stream, "jpeg")
    edges = np.flatnonzero(np.diff(mask.T.ravel()))
    counts = np.diff([-1, *edges, mask.size - 1]).tolist()
    segmentation = {"size": [48, 48], "counts": counts}
    labels = {"annotations": [{"segmentation": segmentation, "area": int(mask.sum())}]}
    return stream.getvalue(), json.dumps(labels).encode()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with two pictures of every set that the recipe draws from."""
    folder = tmp_path / "pack"
    folder.mkdir()
    for name in OPEN_SETS:
        for number in range(2):
            picture, labels = _picture_and_labels(40 * number)
            (folder / f"{name}_{number}.jpg").write_bytes(picture)
            (folder / f"{name}_{number}.json").write_bytes(labels)
    return folder


@pytest.fixture(autouse=True)
def small_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Train a small model in the place of `tiny`."""
    encoder = PyramidConfig(widths=(8, 8, 16, 16), depths=(1, 1, 1, 1))
    config = SamConfig(encoder, image_size=64, embed_dim=32, decoder_heads=2, decoder_hidden=32)
    monkeypatch.setattr(sam_tiny, "sam_tiny", lambda: config)


SHORT = SamTinyConfig(
    tuple(replace(s, side=64, train=replace(CONFIG, seed=s.train.seed)) for s in STAGES)
)


def _train(pack: Path, folder: Path, report: Report = lambda text: None) -> dict[str, Tensor]:
    """Run all stages for two steps each and return the weights that come out."""
    train_sam_tiny(SHORT, Sources((pack,), device="cpu"), folder, report)
    return load_sam(folder / "model", device="cpu").state_dict()


def test_the_recipe_runs_all_stages_and_its_result_loads(pack: Path, tmp_path: Path) -> None:
    reported: list[str] = []
    assert _train(pack, tmp_path / "run", reported.append)
    folders = {path.name for path in (tmp_path / "run").iterdir()}
    assert folders == {"model", "regions", *(stage.name for stage in STAGES)}
    assert [text for text in reported if text.startswith("stage")] == [
        f"stage {stage.name}: 2 steps of 4 images" for stage in STAGES
    ]


def test_killed_at_every_line_it_still_ends_with_the_same_bits(pack: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def kill_at_new_lines(text: str) -> None:
        nonlocal stage
        stage = text if text.startswith("stage") else stage
        line = stage + text.split(" loss")[0]
        if line not in seen:
            seen.append(line)
            raise KilledError

    expected = _train(pack, tmp_path / "whole")
    stage, resumed = "", None
    while resumed is None:
        with suppress(KilledError):
            resumed = _train(pack, tmp_path / "killed", kill_at_new_lines)
    assert len(seen) >= 4 * len(STAGES)  # the stage, two steps and a resumption
    torch.testing.assert_close(resumed, expected, rtol=0, atol=0)


def test_every_stage_begins_with_the_average_of_the_one_before(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins, ends = [], []

    def train(run, folder, report):
        begins.append({name: value.clone() for name, value in run.model.state_dict().items()})
        torch.nn.init.constant_(next(run.model.parameters()), len(begins))
        ends.append(run.model.state_dict())
        return run.model

    monkeypatch.setattr(sam_tiny, "train", train)
    _train(pack, tmp_path)
    assert len(begins) == len(STAGES)
    torch.testing.assert_close(begins[1:], ends[:-1], rtol=0, atol=0)


def test_it_starts_from_given_weights(
    pack: Path, tmp_path: Path, random_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins = []
    monkeypatch.setattr(sam_tiny, "train", lambda run, *_: begins.append(run.model) or run.model)
    sources = Sources((pack,), init=str(random_model), device="cpu")
    train_sam_tiny(SamTinyConfig(SHORT.stages[:1]), sources, tmp_path, lambda text: None)
    expected = load_sam(random_model, device="cpu").state_dict()
    torch.testing.assert_close(begins[0].state_dict(), expected, rtol=0, atol=0)


def test_weights_of_another_architecture_are_refused(pack: Path, tmp_path: Path) -> None:
    sources = Sources((pack,), init="tiny", device="cpu")
    with pytest.raises(CheckpointError, match="tiny is of another architecture"):
        train_sam_tiny(SHORT, sources, tmp_path, lambda text: None)


def test_a_set_may_lie_in_any_of_the_packs(pack: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for path in pack.glob("nuclei_*"):
        path.rename(other / path.name)
    sources = Sources((pack, other), device="cpu")
    train_sam_tiny(SamTinyConfig(SHORT.stages[:1]), sources, tmp_path / "run", lambda text: None)


def test_data_without_one_of_the_sets_is_refused(pack: Path, tmp_path: Path) -> None:
    for path in pack.glob("nuclei_*"):
        path.unlink()
    with pytest.raises(InputError, match="no image of set 'nuclei'"):
        _train(pack, tmp_path / "run")


def test_data_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="holds no pair"):
        _train(tmp_path, tmp_path / "run")

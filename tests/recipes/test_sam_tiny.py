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

from anymask.errors import FormatError, InputError
from anymask.models.load import load_sam, save_sam
from anymask.models.sam.config import PyramidConfig, SamConfig
from anymask.recipes import sam_tiny
from anymask.recipes.sam_tiny import OPEN_SETS, STAGES, train_sam_tiny
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
def debug_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the stages, each with two steps of a small model at 64 px."""
    encoder = PyramidConfig(widths=(8, 8, 16, 16), depths=(1, 1, 1, 1))
    config = SamConfig(encoder, image_size=64, embed_dim=32, decoder_heads=2, decoder_hidden=32)
    small = tuple(
        replace(stage, side=64, config=replace(CONFIG, seed=stage.config.seed)) for stage in STAGES
    )
    monkeypatch.setattr(sam_tiny, "STAGES", small)
    monkeypatch.setattr(sam_tiny, "sam_tiny", lambda: config)


def test_the_recipe_runs_and_its_result_loads(pack: Path, tmp_path: Path) -> None:
    reported: list[str] = []
    model = train_sam_tiny(pack, tmp_path / "run", reported.append)
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == sorted(
        stage.name for stage in STAGES
    )
    assert [text for text in reported if text.startswith("stage")] == [
        f"stage {stage.name}: 2 steps of 4 images" for stage in STAGES
    ]
    save_sam(model, tmp_path / "model")
    loaded = load_sam(tmp_path / "model")
    torch.testing.assert_close(loaded.state_dict(), model.state_dict(), rtol=0, atol=0)


def test_killed_at_every_line_it_still_ends_with_the_same_bits(pack: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def kill_at_new_lines(text: str) -> None:
        nonlocal stage
        stage = text if text.startswith("stage") else stage
        line = stage + text.split(" loss")[0]
        if line not in seen:
            seen.append(line)
            raise KilledError

    expected = train_sam_tiny(pack, tmp_path / "whole", lambda text: None)
    stage, resumed = "", None
    while resumed is None:
        with suppress(KilledError):
            resumed = train_sam_tiny(pack, tmp_path / "killed", kill_at_new_lines)
    assert len(seen) >= 4 * len(STAGES)  # the stage, two steps and a resumption
    torch.testing.assert_close(resumed.state_dict(), expected.state_dict(), rtol=0, atol=0)


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
    train_sam_tiny(pack, tmp_path, lambda text: None)
    assert len(begins) == len(STAGES)
    torch.testing.assert_close(begins[1:], ends[:-1], rtol=0, atol=0)


def test_data_without_one_of_the_sets_is_refused(pack: Path, tmp_path: Path) -> None:
    for path in pack.glob("nuclei_*"):
        path.unlink()
    with pytest.raises(InputError, match="no image of set 'nuclei'"):
        train_sam_tiny(pack, tmp_path, lambda text: None)


def test_data_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="holds no pair"):
        train_sam_tiny(tmp_path, tmp_path / "run", lambda text: None)

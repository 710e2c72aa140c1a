"""The pre-training recipes, cut down to a few steps of a small model at 32 px."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anymask.errors import CheckpointError, InputError
from anymask.models.mae.config import MaeConfig
from anymask.models.mae.load import load_mae, load_sam_encoder
from anymask.models.sam.config import SamConfig, VitConfig
from anymask.recipes import mae as recipes
from anymask.recipes.recipe import Sources
from anymask.training.config import OptimConfig, TrainConfig

MODEL = MaeConfig(
    32, 1, 2, patch_size=8, image_size=32, decoder_width=16, decoder_depth=1, decoder_heads=2
)
CONFIG = recipes.MaeRunConfig(
    MODEL,
    TrainConfig(steps=4, optim=OptimConfig(warmup_steps=1), checkpoint_steps=2, log_steps=1),
)


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    folder = tmp_path / "pictures"
    folder.mkdir()
    generator = np.random.default_rng(0)
    for number in range(5):
        pixels = generator.integers(0, 256, (40, 50, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(folder / f"{number}.png")
    return Sources((folder,), device="cpu")


def _silent(text: str) -> None:
    pass


def test_a_run_leaves_weights_that_start_a_sam(sources, tmp_path):
    recipes.train_mae(CONFIG, sources, tmp_path / "run", _silent)
    sam = SamConfig(VitConfig(32, 1, 2, global_blocks=(0,), patch_size=8), image_size=64)
    assert load_mae(tmp_path / "run", device="cpu").config == MODEL
    assert "image_encoder.vit.pos_embed" in load_sam_encoder(tmp_path / "run", sam)


def test_an_interrupted_run_ends_with_the_same_bits(sources, tmp_path):
    recipes.train_mae(CONFIG, sources, tmp_path / "whole", _silent)

    def stop_after_a_checkpoint(text: str) -> None:
        if text.startswith("step 3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recipes.train_mae(CONFIG, sources, tmp_path / "twice", stop_after_a_checkpoint)
    recipes.train_mae(CONFIG, sources, tmp_path / "twice", _silent)
    whole, twice = (load_mae(tmp_path / name, device="cpu") for name in ("whole", "twice"))
    torch.testing.assert_close(twice.state_dict(), whole.state_dict(), rtol=0, atol=0)


def test_pictures_of_the_reconstruction_are_drawn(sources, tmp_path):
    config = replace(CONFIG, train=replace(CONFIG.train, picture_steps=2))
    recipes.train_mae(config, sources, tmp_path / "run", _silent)
    pictures = sorted((tmp_path / "run" / "pictures").glob("*.png"))
    assert len(pictures) == 2
    with Image.open(pictures[0]) as picture:
        assert picture.size == (3 * 32, 4 * 32)


def test_a_run_can_start_from_weights(sources, tmp_path):
    recipes.train_mae(CONFIG, sources, tmp_path / "first", _silent)
    started = replace(sources, init=str(tmp_path / "first"))
    still = replace(CONFIG.train, optim=OptimConfig(learning_rate=1e-12))
    recipes.train_mae(replace(CONFIG, train=still), started, tmp_path / "second", _silent)
    first, second = (load_mae(tmp_path / name, device="cpu") for name in ("first", "second"))
    torch.testing.assert_close(first.state_dict(), second.state_dict(), atol=1e-5, rtol=0)


def test_weights_of_another_size_are_refused(sources, tmp_path):
    recipes.train_mae(CONFIG, sources, tmp_path / "first", _silent)
    started = replace(sources, init=str(tmp_path / "first"))
    larger = replace(CONFIG, model=replace(MODEL, depth=2))
    with pytest.raises(CheckpointError, match=r"depth=1.*this run trains .*depth=2"):
        recipes.train_mae(larger, started, tmp_path / "second", _silent)


def test_broken_pictures_are_reported(sources, tmp_path):
    (sources.data[0] / "0.png").write_bytes(b"no picture")
    lines: list[str] = []
    recipes.train_mae(CONFIG, sources, tmp_path / "run", lines.append)
    assert "1 broken sample was skipped" in lines[-1]
    assert (tmp_path / "run" / "broken.jsonl").exists()


def test_a_folder_without_pictures_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no picture"):
        recipes.train_mae(CONFIG, Sources((tmp_path,)), tmp_path / "run", _silent)


def test_published_recipes_have_the_published_schedule():
    settings = recipes.MAE_VIT_L.config.train
    assert settings.steps * settings.images_per_step == pytest.approx(800 * 1_281_167, rel=1e-3)
    assert settings.optim.learning_rate == pytest.approx(2.4e-3)
    assert settings.optim.warmup_steps / settings.steps == pytest.approx(40 / 800, rel=1e-3)

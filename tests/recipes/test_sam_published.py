"""Claims about the published recipe: its numbers, and a run of a small model with them."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from anymask.data.coco_dataset import CocoDataset
from anymask.errors import CheckpointError, ConfigurationError
from anymask.models.load import load_sam
from anymask.models.mae.build import build_mae
from anymask.models.mae.config import MaeConfig
from anymask.models.mae.load import save_mae
from anymask.models.sam.config import SamConfig, VitConfig
from anymask.recipes.recipe import Sources
from anymask.recipes.sam_published import (
    SAM_VIT_B,
    SAM_VIT_H,
    SAM_VIT_L,
    PublishedConfig,
    train_published,
    unchanged,
)

VIT = VitConfig(width=16, depth=2, heads=2, global_blocks=(1,), window=2)
MODEL = SamConfig(VIT, image_size=64, embed_dim=32, decoder_heads=2, decoder_hidden=32)
SHORT = PublishedConfig(
    MODEL,
    replace(
        SAM_VIT_B.config.train,
        steps=2,
        images_per_step=2,
        optim=replace(SAM_VIT_B.config.train.optim, warmup_steps=1, milestones=(1,)),
    ),
    drop_path=0.5,
)


@pytest.fixture
def mae(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    config = MaeConfig(width=16, depth=2, heads=2, image_size=32, decoder_width=16, decoder_depth=1)
    save_mae(build_mae(replace(config, decoder_heads=2)), tmp_path / "mae")
    return tmp_path / "mae"


@pytest.mark.parametrize(
    ("recipe", "rate", "layer_decay", "drop_path", "images"),
    [
        (SAM_VIT_H, 8e-4, 0.8, 0.4, 90_000 * 256),
        (SAM_VIT_L, 4e-4, 0.8, 0.4, 180_000 * 128),
        (SAM_VIT_B, 8e-4, 0.6, 0.6, 180_000 * 128),
    ],
)
def test_the_numbers_are_the_published_ones(recipe, rate, layer_decay, drop_path, images) -> None:
    config = recipe.config
    optim = config.train.optim
    assert (optim.learning_rate, optim.layer_decay, config.drop_path) == (
        rate,
        layer_decay,
        drop_path,
    )
    assert (optim.weight_decay, optim.betas, optim.warmup_steps) == (0.1, (0.9, 0.999), 250)
    assert optim.clip_norm == math.inf
    assert config.train.steps * config.train.images_per_step == images
    assert [round(step / config.train.steps, 3) for step in optim.milestones] == [0.667, 0.963]
    objective = config.objective
    assert (objective.rounds, objective.mask_only_rounds, objective.full_step_share) == (11, 2, 1)
    assert (objective.pixel_loss, objective.pixel_weight) == ("focal", 20)


def test_nothing_is_augmented(squares: CocoDataset) -> None:
    sample = unchanged(96, 64)(squares.compact(0), torch.Generator())
    assert sample.image.shape == (3, 96, 96)
    assert len(sample.masks) == 2
    halved = sample.masks[:, ::2, ::2]
    assert (halved ^ squares[0].masks).float().mean() < 0.02


def test_it_starts_from_a_masked_autoencoder_and_ends_in_a_model(
    mae: Path, coco: Path, tmp_path: Path
) -> None:
    sources = Sources((coco,), init=str(mae), device="cpu")
    train_published(SHORT, sources, tmp_path / "run", lambda text: None)
    model = load_sam(tmp_path / "run/model", device="cpu")
    assert model.config == MODEL


def test_without_a_start_it_says_where_one_comes_from(coco: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"pass --init FOLDER \(made by anymask train mae"):
        train_published(SHORT, Sources((coco,)), tmp_path, lambda text: None)


def test_an_autoencoder_of_another_size_is_refused(mae: Path, coco: Path, tmp_path: Path) -> None:
    wide = replace(SHORT, model=replace(MODEL, encoder=replace(VIT, width=32)))
    with pytest.raises(CheckpointError, match="of width 16, the SAM's encoder 2 of width 32"):
        train_published(wide, Sources((coco,), str(mae)), tmp_path, lambda text: None)

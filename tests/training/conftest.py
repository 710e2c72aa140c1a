"""What the training tests share: a model of a few thousand weights and a batch of discs."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from anymask.data.collate import Batch
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import PyramidConfig, SamConfig
from anymask.models.sam.model import Sam

SIDE = 64
SMALL_RUN = Path(__file__).with_name("small_run.py")


@pytest.fixture(scope="session")
def small_run_file() -> Path:
    """The script of a small run, for tests that start processes."""
    return SMALL_RUN


@pytest.fixture(scope="session")
def small_run() -> Callable[..., Any]:
    """A function from settings ("steps=3") to the small run of that script."""
    return runpy.run_path(str(SMALL_RUN))["small_run"]


@pytest.fixture
def build() -> Callable[[], Sam]:
    """A function that makes the same small model, whatever was drawn before."""

    def make(channels: int = 32) -> Sam:
        encoder = PyramidConfig(widths=(8, 8, 16, 16), depths=(1, 1, 1, 1))
        config = SamConfig(
            encoder, image_size=SIDE, embed_dim=channels, decoder_heads=2, decoder_hidden=32
        )
        with torch.random.fork_rng():
            torch.manual_seed(0)
            return build_sam(config)

    return make


@pytest.fixture
def batch_of() -> Callable[[int, int, int], Batch]:
    """A function from (step, shard, shards) to a batch of two pictures with two discs each."""

    def make(step: int, shard: int = 0, shards: int = 1) -> Batch:
        generator = torch.Generator().manual_seed(step * shards + shard)
        centre = torch.randint(12, SIDE - 12, (2, 4, 1, 1), generator=generator)
        pixel = torch.arange(SIDE)
        masks = (pixel - centre[0]) ** 2 + (pixel[:, None] - centre[1]) ** 2 < 10**2
        light = 180 * masks.view(2, 2, 1, SIDE, SIDE).any(1) + 40
        images = light.expand(2, 3, SIDE, SIDE).to(torch.uint8)
        return Batch(images, masks, torch.tensor([0, 0, 1, 1]))

    return make

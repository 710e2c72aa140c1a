"""What all tests may use: a tiny random model on disk and a real photograph."""

from pathlib import Path

import numpy as np
import pytest


@pytest.fixture(scope="session")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of a few thousand random weights: same code, no sense."""
    import torch

    from anymask.models.load import save_sam
    from anymask.models.sam.build import build_sam
    from anymask.models.sam.config import PyramidConfig, SamConfig

    torch.manual_seed(0)
    encoder = PyramidConfig(widths=(8, 8, 16, 16), depths=(1, 1, 1, 1))
    config = SamConfig(encoder, image_size=64, embed_dim=32, decoder_heads=2, decoder_hidden=32)
    folder = tmp_path_factory.mktemp("models") / "random"
    save_sam(build_sam(config), folder)
    return folder


@pytest.fixture(scope="session")
def cat() -> np.ndarray:
    """The photograph of the README: (300, 451, 3) uint8, the face of a cat."""
    from skimage import data

    picture: np.ndarray = data.chelsea()
    return picture


@pytest.fixture
def cat_file(cat: np.ndarray, tmp_path: Path) -> Path:
    """The photograph as a PNG file of the test's own folder."""
    from anymask.storage.images import save_png

    path = tmp_path / "cat.png"
    save_png(path, cat)
    return path

"""What the tests of `anymask engine` share: a folder of pictures and an engine on it."""

from pathlib import Path

import numpy as np
import pytest

from anymask.storage.images import save_png


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder with three small pictures, one of them in a sub-folder."""
    for shade, name in zip((10, 90, 170), ("a", "b", "sub/c"), strict=True):
        save_png(tmp_path / f"pictures/{name}.png", np.full((30, 40, 3), shade, np.uint8))
    return tmp_path / "pictures"


@pytest.fixture
def folder(run, pictures: Path, random_model: Path) -> str:
    """An engine with three images and a random model."""
    assert (
        run("engine", "init", "eng", "--images", pictures, "--set", f"model={random_model}").code
        == 0
    )
    return "eng"

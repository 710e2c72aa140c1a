"""What the tests of `anymask engine` share: a folder of pictures and an engine on it."""

import json
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


@pytest.fixture
def pairs(tmp_path: Path, pictures: Path) -> Path:
    """The pictures with a mask on two of them, in the form of SA-1B."""
    folder = tmp_path / "pairs"
    folder.mkdir()
    for name, start in (("a", 3), ("b", 700), ("sub/c", None)):
        runs = {"size": [30, 40], "counts": [start, 9, 1191 - start]} if start else None
        found = [{"segmentation": runs, "category": "cat"}] if runs else []
        target = folder / Path(name).name
        target.with_suffix(".png").write_bytes((pictures / f"{name}.png").read_bytes())
        target.with_suffix(".json").write_text(json.dumps({"annotations": found}))
    return folder

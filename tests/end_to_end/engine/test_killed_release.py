"""Claims about a release that is killed: nothing of it is to be seen, and it can be repeated."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anymask.data.record import ImageRecord, MaskRecord
from anymask.engine.importing import import_masks
from anymask.engine.project import add_project, init_engine
from anymask.engine.release import SUMS, release, release_form
from anymask.engine.settings import EngineSettings
from anymask.geometry import rle

SIZE, IMAGES = (12, 17), 3
RELEASE = """
import os, signal, sys
from pathlib import Path
from anymask.engine import release as module
from anymask.engine.project import open_engine

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def track(numbers):
    for number in numbers:
        if number == int(sys.argv[3]):
            die()
        yield number

module._sums = die
engine = open_engine(Path(sys.argv[1]))
form = module.release_form("sa1b-shards")
module.release(engine, engine.find_project(), form, Path(sys.argv[2]), track=track)
"""


class Pictures:
    """A data set of some noise with a mask on each."""

    left_out = ()

    def __len__(self) -> int:
        return IMAGES

    def name(self, index: int) -> str:
        """The name of an image."""
        return f"{index}.png"

    def record(self, index: int) -> ImageRecord:
        """The mask of an image."""
        mask = torch.zeros(1, *SIZE, dtype=torch.bool)
        mask[0, 2:8, 3 : 5 + index] = True
        return ImageRecord(self.name(index), SIZE, (MaskRecord.of(rle.encode(mask)[0]),))

    def image_bytes(self, index: int) -> bytes:
        """The file of an image."""
        stream = io.BytesIO()
        noise = np.random.default_rng(index).integers(0, 255, (*SIZE, 3), np.uint8)
        Image.fromarray(noise).save(stream, "PNG")
        return stream.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("image", [1, IMAGES], ids=["in the middle", "before its last file"])
def test_a_killed_release_leaves_nothing_to_be_seen(tmp_path: Path, image: int) -> None:
    engine = init_engine(tmp_path / "engine", EngineSettings())
    project, form = add_project(engine, "zoo"), release_form("sa1b-shards")
    import_masks(engine, project, Pictures())
    out = tmp_path / "releases" / "zoo-1.0"
    command = [sys.executable, "-c", RELEASE, str(engine.folder), str(out), str(image)]
    killed = subprocess.run(command, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert os.listdir(out.parent) == [f".{out.name}.partial"]
    release(engine, project, form, out)
    assert os.listdir(out.parent) == [out.name]
    release(engine, project, form, tmp_path / "another")
    assert (out / SUMS).read_bytes() == (tmp_path / "another" / SUMS).read_bytes()
    engine.close()

"""Labels that no person drew become a pack like any other."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from anymask.data.packed import PackedDataset
from anymask.recipes.pseudo_labels import label_photographs


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Three grey pictures without masks, one of them larger than the side of the labels."""
    folder = tmp_path / "pack"
    folder.mkdir()
    for number, size in enumerate([(20, 30), (30, 20), (48, 64)]):
        stream = io.BytesIO()
        Image.fromarray(np.full(size, 80, np.uint8)).save(stream, "jpeg")
        (folder / f"grey_{number}.jpg").write_bytes(stream.getvalue())
        (folder / f"grey_{number}.json").write_text(json.dumps({"annotations": []}))
    return folder


def left_half(image: Tensor) -> Tensor:
    mask = torch.zeros(1, *image.shape[1:], dtype=torch.bool)
    mask[:, :, : image.shape[2] // 2] = True
    return mask


def nothing(image: Tensor) -> Tensor:
    raise AssertionError("a photograph was labelled twice")


def test_the_labels_read_back_as_a_set_of_their_own(pack: Path, tmp_path: Path) -> None:
    photographs = PackedDataset(pack)
    label_photographs(photographs, left_half, tmp_path / "labels", prefix="halves", side=32)
    labelled = PackedDataset(tmp_path / "labels", sets=["halves"])
    assert len(labelled) == len(photographs)
    for sample in labelled:
        assert max(sample.size) <= 32
        assert torch.equal(sample.masks, left_half(sample.image))


def test_photographs_that_have_labels_are_left_alone(pack: Path, tmp_path: Path) -> None:
    photographs = PackedDataset(pack)
    label_photographs(photographs, left_half, tmp_path, prefix="halves", side=32)
    label_photographs(photographs, nothing, tmp_path, prefix="halves", side=32)

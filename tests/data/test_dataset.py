"""Claims about decoding, drawing and describing labelled images, whatever their form."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anymask.data.broken import BrokenSampleError
from anymask.data.packed import PackedDataset
from anymask.errors import FormatError
from anymask.geometry import rle

Block = Callable[[int], np.ndarray]


def test_masks_are_the_encoded_ones_in_the_order_of_the_file(archive: Path, block: Block) -> None:
    masks = PackedDataset(archive, sets=["cats"])[0].masks
    assert np.array_equal(masks.numpy(), np.stack([block(0), block(1)]))


def test_pixels_are_those_of_the_image_file(archive: Path, files: dict[str, bytes]) -> None:
    expected = np.asarray(Image.open(io.BytesIO(files["cats_2.jpg"])))
    image = PackedDataset(archive, sets=["cats"])[1].image
    assert np.array_equal(image.permute(1, 2, 0).numpy(), expected)


def test_an_image_without_objects_gives_no_masks(archive: Path) -> None:
    dataset = PackedDataset(archive, sets=["cats"])
    assert dataset[1].masks.shape == (0, 20, 30)


def test_draws_decode_no_more_masks_than_asked_and_none_twice(archive: Path) -> None:
    dataset = PackedDataset(archive, sets=["em_vnc"])
    sample = dataset.draw(torch.Generator().manual_seed(0), max_masks=3)
    assert len(sample.masks) == 3
    assert len({mask.numpy().tobytes() for mask in sample.masks}) == 3


def test_an_image_that_does_not_decode_is_named(folder: Path) -> None:
    path = folder / "cats_1.jpg"
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(FormatError, match=r"cats_1\.jpg cannot be used"):
        PackedDataset(folder)[0]


def test_a_mask_larger_than_its_image_is_named(
    folder: Path, annotated: Callable[..., dict[str, object]]
) -> None:
    labels = {"annotations": [annotated(np.ones((40, 40), dtype=bool))]}
    (folder / "cats_1.json").write_text(json.dumps(labels))
    dataset = PackedDataset(folder)
    for read in (dataset.compact, dataset.record, dataset.__getitem__):
        with pytest.raises(BrokenSampleError, match=r"cats_1\.jpg cannot be used: mask 0: .*40"):
            read(0)


def test_indices_end_with_the_data(archive: Path) -> None:
    with pytest.raises(IndexError, match="index 3 of 3"):
        PackedDataset(archive)[3]


def test_a_compact_draw_is_the_same_draw(archive: Path) -> None:
    dataset = PackedDataset(archive)
    for seed in range(5):
        drawn = dataset.draw(torch.Generator().manual_seed(seed), max_masks=3)
        compact = dataset.draw_compact(torch.Generator().manual_seed(seed), max_masks=3)
        assert torch.equal(compact.decode().image, drawn.image)
        assert torch.equal(compact.decode().masks, drawn.masks)


def test_masks_without_an_area_are_measured(folder: Path) -> None:
    labels = json.loads((folder / "em_vnc_1.json").read_text())
    for annotation in labels["annotations"]:
        del annotation["area"]
    (folder / "em_vnc_1.json").write_text(json.dumps(labels))
    dataset = PackedDataset(folder, sets=["em_vnc"])
    assert len(dataset.draw(torch.Generator(), max_masks=2).masks) == 2


def test_a_record_tells_what_the_sample_shows(archive: Path) -> None:
    dataset = PackedDataset(archive)
    for index, sample in enumerate(dataset):
        record = dataset.record(index)
        assert record.size == sample.size
        assert record.file_name == dataset.name(index)
        masks = [rle.decode(mask.rle) for mask in record.masks]
        assert all(map(torch.equal, masks, sample.masks))

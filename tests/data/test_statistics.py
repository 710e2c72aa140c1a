"""The numbers of a data set are what a count by hand gives."""

import json
from pathlib import Path

import numpy as np
import pytest

from anymask.data.broken import BrokenSamples
from anymask.data.open import open_dataset
from anymask.data.packed import PackedDataset
from anymask.data.statistics import BINS, CENTRE_CELLS, SetStatistics, measure


def test_counts_are_those_of_the_masks(folder: Path) -> None:
    dataset, broken = PackedDataset(folder), BrokenSamples()
    found = measure(dataset, broken)
    masks = [mask for sample in dataset for mask in sample.masks.numpy()]
    assert (found.images, found.masks, found.images_without_masks) == (3, 7, 1)
    assert found.masks_per_image == [1, 0, 1, 0, 0, 1]
    assert found.median_masks == 2
    sizes = np.histogram([mask.mean() ** 0.5 for mask in masks], BINS, (0, 1))[0]
    assert found.relative_sizes == sizes.tolist()
    assert found.concavities == [7] + [0] * (BINS - 1)  # blocks are convex
    assert np.sum(found.centres) == 7
    assert found.sources == {"cats": 2, "em": 1}
    assert broken.count == 0


def test_middles_fall_into_their_cells(folder: Path) -> None:
    centres = np.array(measure(PackedDataset(folder, sets=["cats"]), BrokenSamples()).centres)
    expected = np.zeros((CENTRE_CELLS, CENTRE_CELLS), int)
    for number in (0, 1):  # see the blocks of the fixtures
        y, x = (2 + 6 + number) / 2 / 20, (1 + number + 9 + 2 * number) / 2 / 30
        expected[int(y * CENTRE_CELLS), int(x * CENTRE_CELLS)] += 1
    np.testing.assert_array_equal(centres, expected)


def test_broken_images_are_noted_and_empty_masks_counted(folder: Path) -> None:
    (folder / "cats_2.json").write_text("torn")
    empty = {"annotations": [{"segmentation": {"size": [20, 30], "counts": [600]}, "area": 0}]}
    (folder / "cats_1.json").write_text(json.dumps(empty))
    broken = BrokenSamples()
    found = measure(PackedDataset(folder), broken)
    assert list(broken.reasons) == ["cats_2.jpg"]
    assert (found.images, found.masks, found.empty_masks) == (2, 6, 1)


def test_categories_are_counted_and_all_of_it_is_json(coco: Path) -> None:
    found = measure(open_dataset(coco), BrokenSamples())
    assert found.categories == {"block": 2}
    assert json.loads(json.dumps(found.to_dict()))["images"] == 3


@pytest.mark.parametrize(
    ("masks", "name"),
    [(0, "0-49"), (49, "0-49"), (50, "50-99"), (299, "200-299"), (500, "500+"), (1700, "500+")],
)
def test_every_image_falls_into_one_bin_of_the_source(masks: int, name: str) -> None:
    found = SetStatistics(1, masks, 0, 0, [0] * masks + [1], [], [], [], {}, {})
    assert found.source_bins[name] == sum(found.source_bins.values()) == 1

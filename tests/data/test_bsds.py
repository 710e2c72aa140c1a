"""Claims about BSDS500, as published and repacked."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.io import savemat

from anymask.data.broken import BrokenSampleError
from anymask.data.bsds import BsdsDataset, find_bsds, is_bsds
from anymask.errors import InputError

MAPS = np.array([[[1, 1, 2], [1, 2, 2]], [[1, 1, 2], [3, 2, 2]]], np.uint16)
BOUNDARIES = MAPS > 1


@pytest.fixture
def bsds(tmp_path: Path) -> Path:
    """Two splits: one of the published kind, one of arrays."""
    for split in ("train", "val"):
        (tmp_path / "images" / split).mkdir(parents=True)
        (tmp_path / "groundTruth" / split).mkdir(parents=True)
        Image.new("RGB", (3, 2)).save(tmp_path / "images" / split / "12.jpg")
    cells = np.empty((1, 2), dtype=object)
    for number, labels in enumerate(MAPS):
        cells[0, number] = {"Segmentation": labels, "Boundaries": BOUNDARIES[number]}
    savemat(tmp_path / "groundTruth/train/12.mat", {"groundTruth": cells})
    arrays = {"seg": MAPS, "boundaries": BOUNDARIES}
    np.savez_compressed(tmp_path / "groundTruth/val/12.npz", **arrays)
    return tmp_path


@pytest.mark.parametrize("split", ["train", "val"])
def test_segments_of_all_annotators_are_objects_and_equal_ones_count_once(
    bsds: Path, split: str
) -> None:
    masks = BsdsDataset(bsds, split)[0].masks.numpy()
    first, second = MAPS
    expected = [first == 1, first == 2, second == 1, second == 3]
    np.testing.assert_array_equal(masks, np.stack(expected))


def test_both_forms_hold_the_same_maps(bsds: Path) -> None:
    dataset = BsdsDataset(bsds)
    assert len(dataset) == 2
    for index in range(2):
        np.testing.assert_array_equal(dataset.segmentations(index), MAPS)
        np.testing.assert_array_equal(dataset.boundaries(index), BOUNDARIES)
        assert dataset.boundaries(index).dtype == bool


def test_the_published_folder_holds_it_in_data(bsds: Path, tmp_path: Path) -> None:
    assert find_bsds(bsds) == bsds
    assert is_bsds(bsds)
    (tmp_path / "BSR").mkdir()
    (bsds / "images").rename(tmp_path / "BSR" / "images")
    assert find_bsds(bsds) is None


@pytest.mark.parametrize("suffix", [".npz", ".mat"])
@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 torn"])
def test_damaged_files_are_broken(bsds: Path, suffix: str, content: bytes) -> None:
    split = "val" if suffix == ".npz" else "train"
    (bsds / "groundTruth" / split / f"12{suffix}").write_bytes(content)
    with pytest.raises(BrokenSampleError, match=r"12\.jpg cannot be used: "):
        BsdsDataset(bsds, split)[0]


def test_arrays_of_another_kind_are_broken(bsds: Path) -> None:
    np.savez(bsds / "groundTruth/val/12.npz", seg=MAPS.astype(float))
    with pytest.raises(BrokenSampleError, match=r"are float64 of shape \(2, 2, 3\)"):
        BsdsDataset(bsds, "val")[0]
    np.savez(bsds / "groundTruth/val/12.npz", other=MAPS)
    with pytest.raises(BrokenSampleError, match="holds no segmentations"):
        BsdsDataset(bsds, "val")[0]
    (bsds / "groundTruth/val/12.npz").unlink()
    with pytest.raises(BrokenSampleError, match=r"no 12\.mat or \.npz"):
        BsdsDataset(bsds, "val")[0]


def test_an_image_without_boundaries_is_broken(bsds: Path) -> None:
    np.savez(bsds / "groundTruth/val/12.npz", seg=MAPS)
    assert len(BsdsDataset(bsds, "val")[0].masks) == 4
    with pytest.raises(BrokenSampleError, match=r"12\.jpg .* holds no boundaries .*download"):
        BsdsDataset(bsds, "val").boundaries(0)


def test_an_unknown_split_is_named(bsds: Path) -> None:
    with pytest.raises(InputError, match="no split 'vall'; did you mean 'val'"):
        BsdsDataset(bsds, "vall")

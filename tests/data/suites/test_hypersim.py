"""Claims about the HDF5 files of Hypersim."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from anymask.data.suites.hypersim import HYPERSIM_FILES, open_hdf5
from anymask.errors import ConfigurationError, FormatError

Save = Callable[..., Path]


@pytest.fixture
def numbers(tmp_path: Path, labels: np.ndarray) -> Path:
    h5py = pytest.importorskip("h5py")
    folder = tmp_path / "ai_001_002/images/scene_cam_00_geometry_hdf5"
    folder.mkdir(parents=True)
    path = folder / "frame.0003.semantic_instance.hdf5"
    with h5py.File(path, "w") as file:
        file["dataset"] = labels.astype(np.int16) - 1
    return path


def test_all_numbers_but_minus_one_are_objects(
    numbers: Path, photo: Save, labels: np.ndarray
) -> None:
    root = photo("ai_001_002/images/scene_cam_00_final_preview/frame.0003.tonemap.jpg")
    sample = HYPERSIM_FILES.open(root, "Hypersim")[0]
    np.testing.assert_array_equal(sample.masks.numpy(), [labels == 1, labels == 2])


def test_files_without_a_label_map_are_refused(numbers: Path) -> None:
    h5py = pytest.importorskip("h5py")
    with h5py.File(numbers, "w") as file:
        file["other"] = np.zeros((2, 2))
    with pytest.raises(FormatError, match="holds no array 'dataset'"):
        open_hdf5(numbers)
    with h5py.File(numbers, "w") as file:
        file["dataset"] = np.zeros((2, 2))
    with pytest.raises(FormatError, match="no label map"):
        open_hdf5(numbers)
    numbers.write_text("not HDF5")
    with pytest.raises(FormatError, match="download it again"):
        open_hdf5(numbers)


def test_without_h5py_the_remedy_is_named(numbers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "h5py", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[eval\]'"):
        open_hdf5(numbers)

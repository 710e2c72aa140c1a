"""Hypersim: rendered rooms whose objects are numbered in HDF5 files.

ai_*/images/scene_cam_*_final_preview/frame.*.tonemap.jpg belongs to the frame of the same number in
scene_cam_*_geometry_hdf5/, semantic_instance.hdf5: -1 is no object. Source: Roberts et al. 2021,
"Hypersim", and the README of its repository.
"""

from pathlib import Path

import numpy as np
from jaxtyping import Int32

from anymask.data.suites.pictures import EachValue, Pictures
from anymask.errors import ConfigurationError, FormatError

NO_OBJECT = -1
FIELD = "dataset"
"""The name of the array in each of its files."""


def open_hdf5(path: Path) -> Int32[np.ndarray, "H W"]:
    """Open the numbers of the objects of a frame.

    Raises:
        ConfigurationError: h5py is not installed.
        FormatError: the file is damaged.
    """
    try:
        import h5py
    except ImportError as error:
        raise ConfigurationError(
            f"{path.name} is HDF5, which needs h5py; run: pip install 'anymask[eval]'"
        ) from error
    try:
        with h5py.File(path, "r") as file:
            numbers = np.asarray(file[FIELD])
    except (OSError, KeyError) as error:
        raise FormatError(f"{path} holds no array '{FIELD}'; download it again") from error
    if numbers.ndim != 2 or not np.issubdtype(numbers.dtype, np.integer):
        raise FormatError(f"{path} holds {numbers.dtype} of shape {numbers.shape}, no label map")
    return numbers.astype(np.int32)


def _is_object(number: int) -> bool:
    return number != NO_OBJECT


HYPERSIM_FILES = Pictures(
    marker="ai_*/images",
    images=("ai_*/images/scene_cam_*_final_preview/frame.*.tonemap.jpg",),
    part=r"_final_preview/(frame\.\d+)\.tonemap\.jpg$",
    labels=(r"_geometry_hdf5/\1.semantic_instance.hdf5",),
    read=EachValue(is_object=_is_object, open=open_hdf5),
)
"""The layout of its archives, unpacked side by side."""

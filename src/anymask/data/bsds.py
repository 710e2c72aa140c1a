"""BSDS500: photos that several people cut into segments, each in their own way.

images/SPLIT/NAME.jpg belongs to groundTruth/SPLIT/NAME.mat (as published) or NAME.npz with arrays
`seg` and `boundaries` (annotators, height, width). Segments of all annotators are objects; what two
drew alike counts once. Source: Arbelaez et al. 2011, "Contour Detection and Hierarchical Image
Segmentation".
"""

import lzma
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from jaxtyping import Bool, Integer

from anymask.data.annotation import Annotation
from anymask.data.broken import BrokenSampleError
from anymask.data.dataset import MaskDataset
from anymask.errors import FormatError, InputError, did_you_mean
from anymask.geometry import rle
from anymask.geometry.run_labels import split_labels

_DAMAGED = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    EOFError,
    NotImplementedError,  # files of MATLAB 7.3
    zipfile.BadZipFile,
    lzma.LZMAError,
    zlib.error,
)
"""What numpy and scipy raise on files that are none of theirs."""


def find_bsds(folder: Path) -> Path | None:
    """Find the folder with images/ and groundTruth/: this one, or data/ in it, or None."""
    for place in (folder, folder / "data"):
        if (place / "images").is_dir() and (place / "groundTruth").is_dir():
            return place
    return None


def is_bsds(folder: Path) -> bool:
    """Say whether a folder, or data/ in it, has the form of BSDS500."""
    return find_bsds(folder) is not None


class BsdsDataset(MaskDataset):
    """The images of BSDS500 with the segments of all annotators.

    Args:
        folder: with images/ and groundTruth/, or with data/ that has them.
        split: train, val or test; None keeps all.

    Raises:
        InputError: there is no such split, or nothing in it.
    """

    def __init__(self, folder: str | Path, split: str | None = None) -> None:
        self._folder = find_bsds(Path(folder)) or Path(folder)
        splits = sorted(path.name for path in (self._folder / "images").iterdir() if path.is_dir())
        if split is not None and split not in splits:
            raise InputError(f"{folder} has no split '{split}'; {did_you_mean(split, splits)}")
        chosen = splits if split is None else [split]
        folders = [self._folder / "images" / each for each in chosen]
        self._images = [path for place in folders for path in sorted(place.glob("*.jpg"))]
        if not self._images:
            raise InputError(f"{folder} has no images/SPLIT/NAME.jpg; download it again")

    def __len__(self) -> int:
        return len(self._images)

    def name(self, index: int) -> str:
        """Return NAME.jpg."""
        return self._images[index].name

    def source(self, index: int) -> str:
        """Return the name of the folder."""
        return self._folder.name

    def image_bytes(self, index: int) -> bytes:
        """Read the photo."""
        return self._images[index].read_bytes()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Read the segments, annotator by annotator, each by its number."""
        masks = [mask for one in self.segmentations(index) for mask in split_labels(one).values()]
        return [{"segmentation": mask, "area": rle.area(mask)} for mask in dict.fromkeys(masks)]

    def segmentations(self, index: int) -> Integer[np.ndarray, "M H W"]:
        """Read the label map of each of M annotators.

        Raises:
            FormatError: the file is missing or damaged.
        """
        return self._read(index, "segmentations", "seg", "Segmentation")

    def boundaries(self, index: int) -> Bool[np.ndarray, "M H W"]:
        """Read the boundaries, one pixel wide, that each of M annotators drew between segments.

        Raises:
            BrokenSampleError: the file is missing or damaged.
        """
        try:
            return self._read(index, "boundaries", "boundaries", "Boundaries") != 0
        except FormatError as error:
            raise BrokenSampleError(self.name(index), str(error)) from error

    def _read(self, index: int, what: str, array: str, field: str) -> np.ndarray:
        """Read maps of whole numbers or of booleans, one for each annotator.

        Args:
            index: of the image.
            what: they are, for messages.
            array: their name in .npz.
            field: their name in .mat.
        """
        image = self._images[index]
        stem = self._folder / "groundTruth" / image.parent.name / image.stem
        paths = [stem.with_suffix(suffix) for suffix in (".npz", ".mat")]
        path = next((each for each in paths if each.is_file()), None)
        if path is None:
            raise FormatError(f"there is no {stem.name}.mat or .npz in groundTruth/; copy it again")
        try:
            maps = _read_npz(path, array) if path.suffix == ".npz" else _read_mat(path, field)
        except _DAMAGED as error:
            raise FormatError(
                f"{path.name} holds no {what} ({error}); download it again"
            ) from error
        if maps.ndim != 3 or maps.dtype.kind not in "biu":
            raise FormatError(
                f"the {what} of {path.name} are {maps.dtype} of shape {maps.shape}, not "
                "whole numbers (annotators, height, width); download it again"
            )
        return maps


def _read_npz(path: Path, array: str) -> np.ndarray:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        maps: np.ndarray = arrays[array]
        return maps


def _read_mat(path: Path, field: str) -> np.ndarray:
    """Read a field of `groundTruth`: a cell per annotator, each a struct."""
    from scipy.io import loadmat
    from scipy.io.matlab import MatReadError

    try:
        cells = loadmat(str(path))["groundTruth"]
    except MatReadError as error:
        raise ValueError(str(error)) from error
    return np.stack([cell[field][0, 0] for cell in cells.reshape(-1)])

"""Open labelled images of any known form by their path alone.

`anymask train`, `anymask evaluate` and `anymask data` pass what the user typed; which form it is
shows in the names of its files.
"""

from collections.abc import Sequence
from pathlib import Path

from anymask.data.bsds import BsdsDataset, find_bsds
from anymask.data.coco_dataset import WHOLE_FILES, CocoDataset, object_files
from anymask.data.dataset import MaskDataset
from anymask.data.mask_pictures import MaskPictures, is_mask_pictures
from anymask.data.packed import PackedDataset
from anymask.data.voc import VocDataset, is_voc
from anymask.errors import ConfigurationError, InputError


def open_dataset(
    path: str | Path, *, split: str | None = None, sets: Sequence[str] | None = None
) -> MaskDataset:
    """Open labelled images.

    Args:
        path: a COCO or LVIS file, or the folder of one; a folder in the form of VOC or BSDS500; a
            folder with images/ and masks/; a tar or folder of pairs NAME.jpg and NAME.json in the
            form of SA-1B, or a folder of such tars.
        split: keep only this part, where the form knows parts; None keeps all.
        sets: of a pack, keep only images whose name starts with one of these; None keeps all.

    Raises:
        InputError: there is nothing at `path`, or nothing of that split or set.
        FormatError: what is there is no known form, or damaged.
        ConfigurationError: `split` or `sets` is given for a form that knows none.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(f"{path} does not exist; pass a file or folder of labelled images")
    parts = _open_parts(path, split)
    if parts is not None:
        if sets is not None:
            raise ConfigurationError(f"sets is {list(sets)}, but {path} is no pack; leave it away")
        return parts
    if split is not None:
        raise ConfigurationError(f"split is '{split}', but the pack {path} has none; leave it away")
    return PackedDataset(path, sets)


def _open_parts(path: Path, split: str | None) -> MaskDataset | None:
    """Open one of the forms that know splits; None: it is none of them."""
    whole = any((path / name).is_file() for name in WHOLE_FILES)
    if path.suffix == ".json" or whole or object_files(path):
        return CocoDataset(path, split)
    if is_voc(path):
        return VocDataset(path, split)
    berkeley = find_bsds(path)
    if berkeley is not None:
        return BsdsDataset(berkeley, split)
    return MaskPictures(path, split) if is_mask_pictures(path) else None

"""Open labelled images of any known form by their path alone.

`anymask train`, `anymask evaluate` and `anymask data` pass what the user typed; which form it is
shows in the names of its files.
"""

from collections.abc import Sequence
from pathlib import Path

from anymask.data.coco_dataset import CocoDataset
from anymask.data.dataset import MaskDataset
from anymask.data.packed import PackedDataset
from anymask.errors import ConfigurationError, InputError


def open_dataset(
    path: str | Path, *, split: str | None = None, sets: Sequence[str] | None = None
) -> MaskDataset:
    """Open labelled images.

    Args:
        path: a COCO file, a folder with annotations.json and images/, or a tar or folder of pairs
            NAME.jpg and NAME.json in the form of SA-1B.
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
    if path.suffix == ".json" or (path / "annotations.json").is_file():
        if sets is not None:
            raise ConfigurationError(f"sets is {list(sets)}, but {path} is no pack; leave it away")
        return CocoDataset(path, split)
    if split is not None:
        raise ConfigurationError(f"split is '{split}', but the pack {path} has none; leave it away")
    return PackedDataset(path, sets)

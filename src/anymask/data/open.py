"""Open labelled images of any known form by their path alone.

`anymask train`, `anymask evaluate` and `anymask data` pass what the user typed; which form it is
shows in the names of its files.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from anymask.data.bsds import BsdsDataset, is_bsds
from anymask.data.coco_dataset import CocoDataset, is_coco
from anymask.data.dataset import MaskDataset
from anymask.data.exchange.cvat_dataset import is_cvat, open_cvat
from anymask.data.exchange.label_studio_dataset import is_label_studio, open_label_studio
from anymask.data.exchange.labelme_dataset import is_labelme, open_labelme
from anymask.data.exchange.yolo_dataset import is_yolo, open_yolo
from anymask.data.mask_pictures import MaskPictures, is_mask_pictures
from anymask.data.packed import PackedDataset
from anymask.data.voc import VocDataset, is_voc
from anymask.errors import ConfigurationError, InputError

Recognise = Callable[[Path], bool]
Open = Callable[[Path, str | None], MaskDataset]

FORMS: tuple[tuple[Recognise, Open], ...] = (
    (is_coco, CocoDataset),
    (is_voc, VocDataset),
    (is_bsds, BsdsDataset),
    (is_mask_pictures, MaskPictures),
    (is_cvat, open_cvat),
    (is_yolo, open_yolo),
    (is_label_studio, open_label_studio),
    (is_labelme, open_labelme),
)
"""The forms that know splits or have names of their own; the first that fits opens. What none of
them knows is held for pairs."""


def open_dataset(
    path: str | Path, *, split: str | None = None, sets: Sequence[str] | None = None
) -> MaskDataset:
    """Open labelled images.

    Args:
        path: a COCO or LVIS file, or the folder of one; a folder in the form of VOC or BSDS500; a
            folder with images/ and masks/; an export of CVAT or Label Studio, or its folder; a
            folder of YOLO or its data.yaml; a folder that was labelled in labelme; a tar or folder
            of pairs NAME.jpg and NAME.json in the form of SA-1B, or a folder of such tars.
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
    for is_form, open_form in FORMS:
        if is_form(path):
            if sets is not None:
                message = f"sets is {list(sets)}, but {path} is no pack; leave it away"
                raise ConfigurationError(message)
            return open_form(path, split)
    if split is not None:
        raise ConfigurationError(f"split is '{split}', but the pack {path} has none; leave it away")
    return PackedDataset(path, sets)

"""PNG masks: pictures that every program can open.

A folder with a black-and-white picture of one bit per pixel for each mask, `000.png` and on, and
`labels.png`, a 16-bit picture in which each pixel has 1 + the number of its mask.
"""

from pathlib import Path

import numpy as np
from jaxtyping import UInt16

from anymask.data.record import ImageRecord
from anymask.errors import InputError
from anymask.geometry import rle
from anymask.storage.images import save_png

LABELS = "labels.png"
MAX_LABEL = 65_535


def write_png(path: Path, image: ImageRecord) -> list[Path]:
    """Write the masks of one image into the folder `path`.

    Numbered pictures that an earlier run left there beyond the last mask are removed.

    Returns:
        The pictures of the masks in their order, then the label map.

    Raises:
        InputError: more masks than 16 bits can number, or the place cannot be written.
        ResourceError: the disk is full.
    """
    labels = label_map(image)
    files = []
    for index, mask in enumerate(image.masks):
        files.append(path / f"{index:03d}.png")
        save_png(files[-1], rle.decode(mask.rle).numpy())
    save_png(path / LABELS, labels)
    for old in path.glob("[0-9][0-9][0-9]*.png"):
        if old.stem.isdecimal() and int(old.stem) >= len(image.masks):
            old.unlink()
    return [*files, path / LABELS]


def label_map(image: ImageRecord) -> UInt16[np.ndarray, "H W"]:
    """Give each pixel 1 + the number of the smallest mask that covers it, or 0.

    Of masks of equal size the one with the higher predicted IoU lies on top.

    Raises:
        InputError: there are more masks than 16 bits can number.
    """
    if len(image.masks) > MAX_LABEL:
        raise InputError(
            f"{len(image.masks)} masks do not fit a 16-bit label map, which numbers {MAX_LABEL}; "
            "write another format, or fewer masks"
        )
    height, width = image.size
    columns = np.zeros(height * width, np.uint16)  # in the order of the run lengths
    order = sorted(
        range(len(image.masks)),
        key=lambda i: (-image.masks[i].area, image.masks[i].predicted_iou or 0.0),
    )
    for index in order:
        counts = image.masks[index].rle.counts
        starts, lengths = np.cumsum(counts)[:-1:2], counts[1::2]
        # The pixels of all runs: count through, shifted to each run's start.
        shift = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
        columns[np.arange(len(shift)) + shift] = index + 1
    return np.ascontiguousarray(columns.reshape(width, height).T)

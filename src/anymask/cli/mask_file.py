"""A rough mask from a picture file, for `--mask`: what is brighter than half belongs to it."""

from pathlib import Path

from jaxtyping import Bool
from torch import Tensor

from anymask.errors import InputError
from anymask.shapes import Size


def read_mask(path: Path, size: Size) -> Bool[Tensor, "H W"]:
    """Read a drawn mask.

    Args:
        path: a picture of the image's size; the mask is where it is brighter than half of its
            brightest pixel, so that 0/1, 0/255 and one-bit files all work.
        size: (height, width) of the image in pixels.

    Raises:
        InputError: the picture has another size than the image, or nothing is drawn on it.
        FormatError: it is no picture.
    """
    import torch

    from anymask.storage.images import open_image

    levels = open_image(path).max(axis=2)
    if levels.shape != size:
        raise InputError(
            f"the mask {path} has {levels.shape[1]} x {levels.shape[0]} pixels but the image has "
            f"{size[1]} x {size[0]}; draw it at the size of the image"
        )
    if not levels.any():
        raise InputError(f"the mask {path} is black all over; draw the object in white")
    return torch.from_numpy(levels > levels.max() / 2)

"""Label photographs without people, and keep the labels beside them as a data set of their own.

The recipe of `tiny` calls it with `stable_regions`; a trained model's everything mode fits as well.
What is written is the SA-1B form, so that it is read like any other pack; an interrupted run goes
on where it stopped.
"""

import io
from collections.abc import Callable
from pathlib import Path

from jaxtyping import Bool, UInt8
from PIL import Image
from torch import Tensor

from anymask.data.dataset import MaskDataset
from anymask.data.record import ImageRecord, MaskRecord
from anymask.data.sa1b import write_sa1b
from anymask.data.transforms import resize
from anymask.geometry import rle
from anymask.geometry.frame import Frame
from anymask.storage.files import write_bytes
from anymask.storage.progress import track

Propose = Callable[[UInt8[Tensor, "3 H W"]], Bool[Tensor, "M H W"]]

JPEG_QUALITY = 92


def label_photographs(
    dataset: MaskDataset, propose: Propose, folder: Path, *, prefix: str, side: int
) -> None:
    """Write PREFIX_NAME.jpg and PREFIX_NAME.json for every photograph of a data set.

    Args:
        dataset: only its images are looked at.
        propose: masks for an image.
        folder: made where it is missing; photographs whose json it holds are left alone.
        prefix: of the file names: the name of the new set.
        side: longest side in pixels at which photographs are labelled and stored.

    Raises:
        InputError: the folder cannot be written.
        ResourceError: the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for index in track(range(len(dataset)), f"labelling photographs ({prefix})"):
        name = f"{prefix}_{Path(dataset.name(index)).stem}"
        if not (folder / f"{name}.json").exists():
            _label(dataset, index, propose, folder / name, side)


def _label(dataset: MaskDataset, index: int, propose: Propose, stem: Path, side: int) -> None:
    sample = dataset[index]
    height, width = sample.size
    if max(height, width) > side:
        sample = resize(sample, *Frame.fit((height, width), side).resized)
    masks = propose(sample.image)
    write_bytes(stem.with_suffix(".jpg"), _jpeg(sample.image))
    records = tuple(MaskRecord.of(found) for found in rle.encode(masks))
    image = ImageRecord(stem.name + ".jpg", sample.size, records, index)
    write_sa1b(stem.with_suffix(".json"), image)  # last: a pair with a json is complete


def _jpeg(image: UInt8[Tensor, "3 H W"]) -> bytes:
    stream = io.BytesIO()
    pixels = image.permute(1, 2, 0).numpy()
    Image.fromarray(pixels).save(stream, format="JPEG", quality=JPEG_QUALITY)
    return stream.getvalue()

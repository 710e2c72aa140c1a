"""Write PASCAL VOC folders: photos, pictures of objects and of classes, and a list.

A pixel holds one object there, so of masks that overlap the smallest stays, and an image holds 254
objects at most.
"""

import io
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from anymask.data.coco import UNNAMED
from anymask.data.file_names import FileNames
from anymask.data.png import label_map
from anymask.data.record import ImageRecord
from anymask.data.voc import CLASS_FILE, CLASSES, LISTS, VOID
from anymask.errors import InputError
from anymask.storage.files import atomic_write, write_bytes, write_text
from anymask.storage.images import open_image

JPEG_QUALITY = 95


class VocWriter:
    """A folder with JPEGImages/, SegmentationObject/, SegmentationClass/ and ImageSets/."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = FileNames(flat=True)
        self._stems: list[str] = []
        self._classes = list(CLASSES)

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Write the photo and both pictures.

        Raises:
            InputError: there are more objects or classes than 8 bits can number.
        """
        categories = [mask.category or UNNAMED for mask in image.masks]
        new = [name for name in dict.fromkeys(categories) if name not in self._classes]
        if max(len(categories), len(self._classes) + len(new) - 1) >= VOID:
            raise InputError(
                f"{image.file_name}: {len(categories)} objects of {len(self._classes) + len(new)} "
                "classes do not fit VOC, which numbers 254; write another form"
            )
        self._classes += new
        numbers = [0, *(self._classes.index(name) for name in categories)]
        objects = label_map(image).astype(np.uint8)

        stem = PurePosixPath(self._names.take(image.file_name)).with_suffix("").name
        write_bytes(self._folder / "JPEGImages" / f"{stem}.jpg", _as_jpeg(content))
        self._save("SegmentationObject", stem, objects)
        self._save("SegmentationClass", stem, np.array(numbers, np.uint8)[objects])
        self._stems.append(stem)

    def finish(self) -> None:
        """Write the list of all images, and the names of classes."""
        lines = "".join(f"{stem}\n" for stem in self._stems)
        write_text(self._folder / LISTS / "trainval.txt", lines)
        write_text(self._folder / CLASS_FILE, "".join(f"{name}\n" for name in self._classes))

    def _save(self, kind: str, stem: str, numbers: UInt8[np.ndarray, "H W"]) -> None:
        picture = Image.fromarray(numbers)
        picture.putpalette(palette())
        with atomic_write(self._folder / kind / f"{stem}.png") as temporary:
            picture.save(temporary, format="PNG")


def palette() -> Sequence[int]:
    """Make the 256 colours of VOC, red, green and blue in turn.

    The bits of a number are dealt to the channels in turn, highest first.

    >>> palette()[:9]
    [0, 0, 0, 128, 0, 0, 0, 128, 0]
    """
    colours = []
    for number in range(256):
        for channel in range(3):
            bits = [number >> (3 * place + channel) & 1 for place in range(3)]
            colours.append(sum(bit << (7 - place) for place, bit in enumerate(bits)))
    return colours


def _as_jpeg(content: bytes) -> bytes:
    """Encode an image that is not a JPEG; one that is stays as it is."""
    if content.startswith(b"\xff\xd8"):
        return content
    stream = io.BytesIO()
    Image.fromarray(open_image(content)).save(stream, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return stream.getvalue()

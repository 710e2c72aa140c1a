"""Masks of the playground as a file to keep, in each of the formats that anymask writes."""

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from anymask.data.formats import find_format
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import FormatError, InputError
from anymask.geometry import rle
from anymask.serving.play.pictures import Picture
from anymask.serving.wire_play import KeptMask

MOST_PIXELS = 4_000_000_000
"""Of all masks of a file together: some formats write or trace every one."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that zip knows: equal masks give equal files."""


@dataclass(frozen=True)
class MaskFile:
    """A file to keep.

    Attributes:
        name: of the file.
        content: of the file.
    """

    name: str
    content: bytes


def mask_file(picture: Picture, name: str, masks: Sequence[KeptMask], file_name: str) -> MaskFile:
    """Write masks of an image in a format; several files become a zip.

    Args:
        picture: the image.
        name: of the format.
        masks: to write.
        file_name: of the image; what a path could be hidden in is left out.

    Raises:
        InputError: a mask is none of the image's size, or there are too many for such an image.
    """
    height, width = picture.size
    if len(masks) * height * width > MOST_PIXELS:
        most = MOST_PIXELS // (height * width)
        raise InputError(f"{len(masks)} masks are too many of this image; choose {most} or fewer")
    records = tuple(_record(picture, each, number) for number, each in enumerate(masks))
    plain = _plain(file_name)
    record = ImageRecord(plain, picture.size, records)
    form = find_format(name)
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / f"{PurePosixPath(plain).stem}{form.extension}"
        form.write(written, record)
        if written.is_dir():
            return MaskFile(f"{written.name}.zip", _zipped(written))
        return MaskFile(written.name, written.read_bytes())


def _record(picture: Picture, mask: KeptMask, number: int) -> MaskRecord:
    height, width = picture.size
    try:
        runs = rle.from_coco({"size": [height, width], "counts": mask.counts})
    except (FormatError, InputError) as error:
        raise InputError(f"mask {number} cannot be read: {error}") from error
    return MaskRecord.of(runs, category=mask.category or None)


def _plain(file_name: str) -> str:
    """Keep what every file system takes of a name.

    >>> _plain("../../etc/pass wd.JPG"), _plain("...")
    ('pass_wd.JPG', 'image')
    """
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"[^\w.-]+", "_", last, flags=re.ASCII).strip("._")[:100] or "image"


def _zipped(folder: Path) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()

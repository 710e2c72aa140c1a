"""Write a data set in another form: all of it, or nothing.

`anymask data convert` is the user. Everything goes into a hidden folder beside the place and is
moved there at the end, so that a set which is there is complete; images that cannot be used are
left out and listed in broken.jsonl in it.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.data.dataset import MaskDataset
from anymask.data.writers import DatasetForm
from anymask.errors import FormatError, InputError
from anymask.storage.files import unwritable
from anymask.storage.images import open_image

BROKEN_FILE = "broken.jsonl"


@dataclass(frozen=True)
class Conversion:
    """What was written."""

    images: int
    masks: int


def convert(
    dataset: MaskDataset,
    form: DatasetForm,
    out: Path,
    broken: BrokenSamples,
    track: Callable[[range], Iterable[int]] = iter,
) -> Conversion:
    """Write all images of a data set and their masks.

    Args:
        dataset: what to write; every image is decoded once, to be sure of it.
        form: how.
        out: a folder that does not exist yet, or is empty.
        broken: gets the images that were left out.
        track: passes numbers of images on and shows how far they have come.

    Raises:
        InputError: `out` is not empty or cannot be written, or no image can be used.
        ResourceError: the disk is full.
    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(f"{out} is there already; remove it, or choose another name")
    images = masks = 0
    with _whole_folder(out) as folder:
        writer = form.writer(folder)
        for index in track(range(len(dataset))):
            try:
                masks += _add(dataset, index, writer.add)
                images += 1
            except BrokenSampleError as error:
                broken.record(_plain(error.name), error)
        if not images:
            raise InputError(f"nothing could be converted; {broken.summary()}")
        writer.finish()
        broken.write(folder / BROKEN_FILE)
    return Conversion(images, masks)


def _add(dataset: MaskDataset, index: int, add: Callable[..., None]) -> int:
    """Hand over one image after a look at all of it; return the number of its masks."""
    record = dataset.record(index)
    content = dataset.image_bytes(index)
    if _plain(record.file_name) != record.file_name:
        raise BrokenSampleError(record.file_name, "its name is no UTF-8; rename it")
    try:
        open_image(content)
        add(record, content)
    except (FormatError, InputError) as error:
        raise BrokenSampleError(dataset.name(index), str(error)) from error
    return len(record.masks)


def _plain(name: str) -> str:
    """Return a name as JSON can hold it: bytes that are no UTF-8 are spelt out."""
    return name.encode("utf-8", "backslashreplace").decode()


@contextlib.contextmanager
def _whole_folder(out: Path) -> Iterator[Path]:
    """Give a hidden folder; move it to `out` when the block ends well, and remove it otherwise."""
    hidden = out.with_name(f".{out.name}.partial")
    try:
        shutil.rmtree(hidden, ignore_errors=True)  # of a run that was killed
        hidden.mkdir(parents=True)
    except OSError as error:
        raise unwritable(out, error) from error
    try:
        yield hidden
        if out.exists():
            out.rmdir()
        os.replace(hidden, out)
    except OSError as error:
        raise unwritable(out, error) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)

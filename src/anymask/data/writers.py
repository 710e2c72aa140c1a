"""Whole data sets by the name of their form: one literal table, for `anymask data convert`.

A writer takes image after image and finishes with what belongs to all of them. What one image
becomes is said by the annotation formats (formats.py); here is where files go.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from anymask.data.coco import UNNAMED, write_coco
from anymask.data.file_names import FileNames
from anymask.data.formats import Format, find_format
from anymask.data.lvis import write_lvis
from anymask.data.png import write_png
from anymask.data.record import ImageRecord
from anymask.data.sa1b import sa1b_bytes
from anymask.data.voc_writer import VocWriter
from anymask.data.yolo import write_yolo
from anymask.errors import ConfigurationError, did_you_mean
from anymask.storage.files import write_bytes, write_text
from anymask.storage.shards import ShardWriter


class DatasetWriter(Protocol):
    """Writes the images of a data set, one after the other, into a folder."""

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Write an image: what is known of it, and its file."""

    def finish(self) -> None:
        """Write what concerns all images; nothing may be added any more."""


@dataclass(frozen=True)
class DatasetForm:
    """A form that data sets can be written in.

    Attributes:
        name: what `--to` takes.
        writer: makes the writer for an empty folder.
        lossless: whether all masks can be read back bit for bit.
        description: one line for people.
    """

    name: str
    writer: Callable[[Path], DatasetWriter]
    lossless: bool
    description: str


class JsonWriter:
    """images/ and one json for all of them: COCO and LVIS."""

    def __init__(
        self, folder: Path, write: Callable[[Path, list[ImageRecord]], object] = write_coco
    ) -> None:
        self._folder = folder
        self._write = write
        self._names = FileNames()
        self._images: list[ImageRecord] = []

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Copy the image file and keep its masks."""
        name = self._names.take(image.file_name)
        write_bytes(self._folder / "images" / name, content)
        self._images.append(replace(image, file_name=name))

    def finish(self) -> None:
        """Write annotations.json."""
        self._write(self._folder / "annotations.json", self._images)


class PairWriter:
    """NAME.jpg and NAME.json side by side: SA-1B."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = FileNames(flat=True)

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Write the pair; the json last, so that a pair with a json is complete."""
        name, labels = _pair(self._names, image)
        write_bytes(self._folder / name, content)
        write_bytes((self._folder / name).with_suffix(".json"), labels)

    def finish(self) -> None:
        """Nothing concerns all images."""


class TarWriter:
    """The same pairs in tars of bounded size, to be streamed."""

    def __init__(self, folder: Path) -> None:
        self._names = FileNames(flat=True)
        self._shards = ShardWriter(folder, "shard")

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Write the pair into the shard in work."""
        name, labels = _pair(self._names, image)
        self._shards.add({name: content, Path(name).with_suffix(".json").name: labels})

    def finish(self) -> None:
        """Finish the last shard."""
        self._shards.close()


class PictureWriter:
    """images/NAME.jpg and masks/NAME/000.png and on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = FileNames()

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Copy the image file and draw its masks."""
        name = self._names.take(image.file_name)
        write_bytes(self._folder / "images" / name, content)
        write_png((self._folder / "masks" / name).with_suffix(""), image)

    def finish(self) -> None:
        """Nothing concerns all images."""


class YoloWriter:
    """images/NAME.jpg, labels/NAME.txt, and data.yaml with the names of the classes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = FileNames()
        self._classes: list[str] = []

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Copy the image file and write its outlines; new categories get the next numbers."""
        name = self._names.take(image.file_name)
        named = [replace(mask, category=mask.category or UNNAMED) for mask in image.masks]
        used = dict.fromkeys(str(mask.category) for mask in named)
        self._classes += [category for category in used if category not in self._classes]
        write_bytes(self._folder / "images" / name, content)
        labels = (self._folder / "labels" / name).with_suffix(".txt")
        write_yolo(labels, replace(image, masks=tuple(named)), self._classes)

    def finish(self) -> None:
        """Write data.yaml."""
        import json  # a JSON text is a valid YAML scalar, quotes and escapes included

        names = "".join(f"  {i}: {json.dumps(name)}\n" for i, name in enumerate(self._classes))
        write_text(self._folder / "data.yaml", f"train: images\nval: images\nnames:\n{names}")


class FormatWriter:
    """images/NAME.jpg and labels/NAME with what an annotation format makes of one image."""

    def __init__(self, folder: Path, form: Format) -> None:
        self._folder = folder
        self._form = form
        self._names = FileNames()

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Copy the image file and write its labels."""
        name = self._names.take(image.file_name)
        write_bytes(self._folder / "images" / name, content)
        stem = (self._folder / "labels" / name).with_suffix("")
        path = stem.with_name(stem.name + self._form.extension)
        self._form.write(path, replace(image, file_name=name))

    def finish(self) -> None:
        """Nothing concerns all images."""


def _pair(names: FileNames, image: ImageRecord) -> tuple[str, bytes]:
    name = names.take(image.file_name)
    return name, sa1b_bytes(replace(image, file_name=name))


def _of_format(name: str) -> DatasetForm:
    form = find_format(name)
    return DatasetForm(
        name, lambda folder: FormatWriter(folder, form), form.lossless, form.description
    )


FORMS: dict[str, DatasetForm] = {
    form.name: form
    for form in (
        DatasetForm("coco", JsonWriter, True, "images/ and a COCO annotations.json"),
        DatasetForm(
            "lvis", lambda folder: JsonWriter(folder, write_lvis), True, "the same with LVIS fields"
        ),
        DatasetForm("sa1b", PairWriter, True, "NAME.jpg and NAME.json; categories are lost"),
        DatasetForm("shards", TarWriter, True, "the pairs of sa1b in tars of up to 1 GiB"),
        DatasetForm("png", PictureWriter, True, "images/, and a picture per mask in masks/NAME/"),
        DatasetForm("voc", VocWriter, False, "PASCAL VOC; of masks that overlap the smaller stays"),
        DatasetForm("yolo", YoloWriter, False, "YOLO segmentation and data.yaml; holes are lost"),
        _of_format("geojson"),
        _of_format("polygons"),
        _of_format("label-studio"),
    )
}


def find_form(name: str) -> DatasetForm:
    """Look a form up.

    Raises:
        ConfigurationError: there is none of that name.

    >>> find_form("coco").lossless
    True
    """
    if name not in FORMS:
        raise ConfigurationError(f"data sets have no form '{name}'; {did_you_mean(name, FORMS)}")
    return FORMS[name]

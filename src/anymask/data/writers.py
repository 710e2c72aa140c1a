"""Whole data sets by the name of their form: one literal table, for `anymask data convert`.

A writer takes image after image and finishes with what belongs to all of them. What one image
becomes is said by the annotation formats (formats.py), where files go by folder_writers.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from anymask.data.coco import write_coco
from anymask.data.exchange.cvat import write_cvat, write_cvat_polygons
from anymask.data.exchange.labelme import labelme_bytes
from anymask.data.folder_writers import (
    FormatWriter,
    OneFileWriter,
    PairWriter,
    PictureWriter,
    TarWriter,
    YoloWriter,
)
from anymask.data.formats import OUTLINES, find_format
from anymask.data.lvis import write_lvis
from anymask.data.record import ImageRecord
from anymask.data.sa1b import sa1b_bytes
from anymask.data.voc_writer import VocWriter
from anymask.errors import ConfigurationError, did_you_mean


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
        loss: what else of the data does not survive, in words; empty when everything does.
        description: one line for people.
    """

    name: str
    writer: Callable[[Path], DatasetWriter]
    lossless: bool
    loss: str
    description: str


WriteAll = Callable[[Path, list[ImageRecord]], object]


def _one_file(
    name: str, write: WriteAll, file_name: str, description: str, *, like: str | None = None
) -> DatasetForm:
    """Make a form of images/ and one file that an annotation format writes for all images."""
    form = find_format(like or name)
    writer = partial(OneFileWriter, write=write, file_name=file_name)
    return DatasetForm(name, writer, form.lossless, form.loss, description)


def _of_format(name: str) -> DatasetForm:
    """Make a form of images/ and labels/ with what an annotation format makes of each image."""
    form = find_format(name)
    writer = partial(FormatWriter, form=form)
    return DatasetForm(name, writer, form.lossless, form.loss, form.description)


SA1B_LOSS = find_format("sa1b").loss

FORMS: dict[str, DatasetForm] = {
    form.name: form
    for form in (
        _one_file("coco", write_coco, "annotations.json", "images/ and a COCO annotations.json"),
        _one_file("lvis", write_lvis, "annotations.json", "the same with LVIS fields", like="coco"),
        DatasetForm(
            "sa1b",
            partial(PairWriter, labels=sa1b_bytes),
            True,
            SA1B_LOSS,
            "NAME.jpg and NAME.json",
        ),
        DatasetForm(
            "shards", TarWriter, True, SA1B_LOSS, "the pairs of sa1b in tars of up to 1 GiB"
        ),
        DatasetForm(
            "png",
            PictureWriter,
            True,
            find_format("png").loss,
            "images/, and a picture per mask in masks/NAME/",
        ),
        DatasetForm(
            "voc",
            VocWriter,
            False,
            "of masks that overlap all but the smallest, and all but categories",
            "PASCAL VOC",
        ),
        DatasetForm("yolo", YoloWriter, False, OUTLINES, "YOLO segmentation and data.yaml"),
        DatasetForm(
            "labelme",
            partial(PairWriter, labels=labelme_bytes),
            True,
            find_format("labelme").loss,
            "NAME.jpg and NAME.json for labelme",
        ),
        _one_file("cvat", write_cvat, "annotations.xml", "images/ and annotations.xml with masks"),
        _one_file(
            "cvat-polygons",
            write_cvat_polygons,
            "annotations.xml",
            "images/ and annotations.xml with polygons",
        ),
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

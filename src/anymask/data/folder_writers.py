"""The folders that data sets are written into: image files, and labels beside or below them.

Each class is a `writers.DatasetWriter`; the table there says which form uses which. VOC's folders
are made in voc_writer.py.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from anymask.data.coco import UNNAMED
from anymask.data.exchange.yolo import write_yolo
from anymask.data.file_names import FileNames
from anymask.data.formats import Format
from anymask.data.png import write_png
from anymask.data.record import ImageRecord
from anymask.data.sa1b import sa1b_bytes
from anymask.storage.files import write_bytes, write_text
from anymask.storage.shards import ShardWriter


class OneFileWriter:
    """images/ and one file for all of them: COCO, LVIS and CVAT.

    Args:
        folder: where everything goes.
        write: writes the masks of all images.
        file_name: of that file, in the folder.
    """

    def __init__(
        self, folder: Path, write: Callable[[Path, list[ImageRecord]], object], file_name: str
    ) -> None:
        self._path = folder / file_name
        self._write = write
        self._names = FileNames()
        self._images: list[ImageRecord] = []

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Copy the image file and keep its masks."""
        name = self._names.take(image.file_name)
        write_bytes(self._path.parent / "images" / name, content)
        self._images.append(replace(image, file_name=name))

    def finish(self) -> None:
        """Write the file of all masks."""
        self._write(self._path, self._images)


class PairWriter:
    """NAME.jpg and NAME.json side by side: SA-1B and labelme.

    Args:
        folder: where everything goes.
        labels: makes the content of the json.
    """

    def __init__(self, folder: Path, labels: Callable[[ImageRecord], bytes]) -> None:
        self._folder = folder
        self._labels = labels
        self._names = FileNames(flat=True)

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Write the pair; the json last, so that a pair with a json is complete."""
        name = self._names.take(image.file_name)
        write_bytes(self._folder / name, content)
        labels = self._labels(replace(image, file_name=name))
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
        name = self._names.take(image.file_name)
        labels = sa1b_bytes(replace(image, file_name=name))
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

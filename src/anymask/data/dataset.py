"""Labelled images on disk, read one at a time as `Sample`: packs in SA-1B form and COCO folders.

Training draws from packs, evaluation walks COCO folders. Nothing is extracted or kept in memory
but an index: decoding a 0.5 megapixel JPEG and a few dozen run-length masks takes a millisecond
each, far less than a training step. Form of a pack: "Segment Anything", SA-1B (NAME.jpg beside
NAME.json).
"""

import json
import tarfile
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import torch
from torch import Tensor

from anymask.data.sample import Sample
from anymask.data.transforms import choose_by_area
from anymask.errors import FormatError, InputError, did_you_mean
from anymask.geometry import rle
from anymask.shapes import Size
from anymask.storage.images import open_image

Annotation = Mapping[str, Any]
"""One object as the JSON file tells it: at least `segmentation` (COCO run lengths) and `area`."""


@dataclass(frozen=True)
class Span:
    """A stretch of bytes: a whole file, or one member of an uncompressed archive."""

    path: Path
    offset: int
    length: int

    def read(self) -> bytes:
        """Return the bytes."""
        with self.path.open("rb") as file:
            file.seek(self.offset)
            return file.read(self.length)


class MaskDataset(ABC):
    """Labelled images by number. What differs between the forms is only where things lie."""

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of images."""

    @abstractmethod
    def name(self, index: int) -> str:
        """Return the name of the image file, for messages and reports."""

    @abstractmethod
    def source(self, index: int) -> str:
        """Return the name of the set that the image belongs to."""

    @abstractmethod
    def image_bytes(self, index: int) -> bytes:
        """Return the image, still encoded."""

    @abstractmethod
    def annotations(self, index: int) -> Sequence[Annotation]:
        """Return the objects of the image, still encoded."""

    def __getitem__(self, index: int) -> Sample:
        """Decode image `index` with all its masks, in the order of the file."""
        if not 0 <= index < len(self):
            raise IndexError(f"index {index} of {len(self)} images")
        return self._decode(index, self.annotations(index))

    def __iter__(self) -> Iterator[Sample]:
        """Decode all images, one after the other."""
        return (self[index] for index in range(len(self)))

    def draw(self, generator: torch.Generator, max_masks: int) -> Sample:
        """Draw an image at random and at most `max_masks` of its objects.

        Only the drawn objects are decoded. They are drawn by the square root of their area.

        Args:
            generator: source of all randomness (CPU).
            max_masks: how many objects to decode at most.

        Returns:
            The image at its stored size with its drawn masks.
        """
        index = int(torch.randint(len(self), (1,), generator=generator))
        annotations = self.annotations(index)
        areas = torch.tensor([float(annotation["area"]) for annotation in annotations])
        chosen = choose_by_area(areas, max_masks, generator).tolist()
        return self._decode(index, [annotations[i] for i in chosen])

    def _decode(self, index: int, annotations: Sequence[Annotation]) -> Sample:
        try:
            pixels = torch.from_numpy(open_image(self.image_bytes(index)))  # (H, W, 3)
            image = pixels.permute(2, 0, 1).contiguous()  # (3, H, W)
            masks = _decode_masks(annotations, (image.shape[1], image.shape[2]))
        except (FormatError, InputError) as error:
            raise FormatError(f"{self.name(index)} cannot be used: {error}") from error
        return Sample(image, masks, self.source(index))


class PackedDataset(MaskDataset):
    """Pairs NAME.jpg + NAME.json in the form of SA-1B, in a folder or inside a plain tar.

    Args:
        path: the folder or the (uncompressed) tar.
        sets: keep only images whose name starts with one of these followed by "_"; None keeps all.

    Raises:
        InputError: the path does not exist, or a set has no image.
        FormatError: the tar is compressed or damaged, or nothing in it is a pair.
    """

    def __init__(self, path: str | Path, sets: Sequence[str] | None = None) -> None:
        path = Path(path)
        spans = _folder_spans(path) if path.is_dir() else _tar_spans(path)
        names = sorted(
            name.removesuffix(".jpg")
            for name in spans
            if name.endswith(".jpg") and name.removesuffix(".jpg") + ".json" in spans
        )
        if not names:
            raise FormatError(f"{path} holds no pair NAME.jpg + NAME.json; pass a SA-1B style pack")
        by_set: dict[str, list[str]] = {name: [] for name in sets or ()}
        for name in names:
            matching = [prefix for prefix in by_set if name.startswith(prefix + "_")]
            if sets is None:
                by_set.setdefault(name.partition("_")[0], []).append(name)
            elif matching:
                by_set[max(matching, key=len)].append(name)
        for prefix, members in by_set.items():
            if not members:
                known = {name.partition("_")[0] for name in names}
                raise InputError(
                    f"{path} has no image of set '{prefix}'; {did_you_mean(prefix, known)}"
                )
        self._names = [(prefix, name) for prefix, members in by_set.items() for name in members]
        self._spans = spans

    def __len__(self) -> int:
        return len(self._names)

    def name(self, index: int) -> str:
        """Return NAME.jpg."""
        return self._names[index][1] + ".jpg"

    def source(self, index: int) -> str:
        """Return what the name starts with: one of `sets`, or all before the first "_"."""
        return self._names[index][0]

    def image_bytes(self, index: int) -> bytes:
        """Read the image file, or its stretch of the tar."""
        return self._spans[self.name(index)].read()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Read NAME.json."""
        name = self._names[index][1] + ".json"
        return _annotations(_parse(self._spans[name].read(), name), name)


class CocoDataset(MaskDataset):
    """The images and objects of a COCO file.

    Crowd regions (`iscrowd` = 1) are left out: they are not objects.

    Args:
        path: the file, or a folder with annotations.json and images/.
        split: keep only images whose entry has this `split`; None keeps all.

    Raises:
        InputError: there is no such file, or the split has no image.
        FormatError: the file is not COCO.
    """

    def __init__(self, path: str | Path, split: str | None = None) -> None:
        path = Path(path)
        file = path / "annotations.json" if path.is_dir() else path
        self._folder = file.parent
        if not file.is_file():
            raise InputError(f"{file} does not exist; pass the folder that holds it and images/")
        content = _parse(file.read_bytes(), str(file))
        if not isinstance(content, dict) or "images" not in content:
            raise FormatError(f"{file} has no list 'images'; a COCO file has one: export it again")
        self._images = [i for i in content["images"] if split is None or i.get("split") == split]
        if not self._images:
            raise InputError(
                f"{file} has no image whose split is '{split}'; pass train, eval or None"
            )
        self._objects: dict[int, list[Annotation]] = defaultdict(list)
        for annotation in _annotations(content, str(file)):
            if not annotation.get("iscrowd", 0):
                self._objects[annotation["image_id"]].append(annotation)

    def __len__(self) -> int:
        return len(self._images)

    def name(self, index: int) -> str:
        """Return the `file_name` of the image."""
        return str(self._images[index]["file_name"])

    def source(self, index: int) -> str:
        """Return the name of the folder."""
        return self._folder.name

    def image_bytes(self, index: int) -> bytes:
        """Read the file under images/."""
        return (self._folder / "images" / self.name(index)).read_bytes()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Return the objects of the image that are no crowds."""
        return self._objects.get(self._images[index]["id"], [])


def _decode_masks(annotations: Sequence[Annotation], size: Size) -> Tensor:
    """Decode all masks (M, H, W) of an image of `size`."""
    masks = torch.empty(len(annotations), *size, dtype=torch.bool)
    for position, annotation in enumerate(annotations):
        mask = rle.decode(rle.from_coco(annotation["segmentation"]))
        if mask.shape != size:
            raise FormatError(
                f"mask {position} has {tuple(mask.shape)} pixels, the image {size} (height, "
                "width); both must be equal: convert the data set again"
            )
        masks[position] = mask
    return masks


def _parse(content: bytes, name: str) -> Any:
    """Parse JSON, or say which file is none."""
    try:
        return json.loads(content)
    except ValueError as error:
        raise FormatError(f"{name} is not JSON ({error}); export it again") from error


def _annotations(content: Any, name: str) -> list[Annotation]:
    """Return the annotations of a SA-1B or COCO file after a look at their form."""
    annotations = content.get("annotations") if isinstance(content, dict) else None
    if not isinstance(annotations, list) or not all(
        isinstance(annotation, dict) and {"segmentation", "area"} <= annotation.keys()
        for annotation in annotations
    ):
        raise FormatError(
            f"{name} has no list 'annotations' of objects with 'segmentation' and 'area'; "
            "write it in the form of SA-1B or COCO"
        )
    return annotations


def _folder_spans(folder: Path) -> dict[str, Span]:
    """Find the files of a folder."""
    files = (path for path in folder.iterdir() if path.suffix in {".jpg", ".json"})
    return {path.name: Span(path, 0, path.stat().st_size) for path in files}


def _tar_spans(path: Path) -> dict[str, Span]:
    """Find the files inside a tar without extracting any."""
    if not path.is_file():
        raise InputError(f"{path} does not exist; pass a folder or a tar of SA-1B style pairs")
    try:
        with tarfile.open(path, "r:") as archive:
            return {
                PurePosixPath(member.name).name: Span(path, member.offset_data, member.size)
                for member in archive
                if member.isfile()
            }
    except tarfile.TarError as error:
        raise FormatError(
            f"{path} is not an uncompressed tar ({error}); unpack or repack it"
        ) from error

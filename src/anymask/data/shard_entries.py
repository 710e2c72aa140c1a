"""The pairs of one shard, in its order: of a plain tar where they lie, of a compressed one read.

`ShardStream` shuffles entries and reads an image only when it is handed out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from anymask.data.annotation import read_segmentation
from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.data.compact import CompactSample
from anymask.data.packed import parse_labels, prefix_of
from anymask.errors import FormatError, InputError
from anymask.storage.archives import Span, is_compressed, read_tar, scan_tar
from anymask.storage.images import SUFFIXES, image_size

MAX_WAITING = 256
"""Of a compressed shard so many files at most are kept until their partner comes."""


@dataclass(frozen=True)
class Entry:
    """An image and its labels: where they lie, or what they are."""

    name: str
    image: Span | bytes
    labels: Span | bytes

    def read(self) -> CompactSample:
        """Read the pair; nothing is decoded.

        Raises:
            BrokenSampleError: a part is missing or damaged, or a mask is of another size.
        """
        try:
            image = self.image if isinstance(self.image, bytes) else self.image.read()
            labels = self.labels if isinstance(self.labels, bytes) else self.labels.read()
            size = image_size(image)
            masks = tuple(
                read_segmentation(annotation.get("segmentation"), size, f"mask {position}")
                for position, annotation in enumerate(parse_labels(labels))
            )
        except (FormatError, InputError) as error:
            raise BrokenSampleError(self.name, str(error)) from error
        return CompactSample(image, masks, size, prefix_of(self.name), self.name)


def read_entries(shard: Path, broken: BrokenSamples) -> Iterator[Entry]:
    """Go through the pairs of a shard: a folder, a tar, or a tar compressed by gzip.

    Args:
        shard: what to read.
        broken: gets images without labels, and the shard itself where it ends too early or cannot
            be read; what comes before that is not lost.
    """
    try:
        if shard.is_dir():
            yield from _pair_up(_folder_files(shard), shard, broken)
        elif is_compressed(shard):
            yield from _pair_up(read_tar(shard), shard, broken)
        else:
            yield from _pair_up(scan_tar(shard), shard, broken)
    except (FormatError, InputError) as error:
        broken.record(str(shard), error)


def _folder_files(folder: Path) -> Iterator[tuple[str, Span | bytes]]:
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path.name, Span(path, 0, path.stat().st_size)


def _pair_up(
    files: Iterator[tuple[str, Span | bytes]],
    shard: Path,
    broken: BrokenSamples,
) -> Iterator[Entry]:
    """Match images with the json of the same name, in the order in which pairs are complete."""
    images: dict[str, tuple[str, Span | bytes]] = {}
    labels: dict[str, Span | bytes] = {}
    for path, content in files:
        stem, dot, suffix = path.rpartition(".")
        if suffix.lower() == "json":
            labels[stem] = content
        elif dot + suffix.lower() in SUFFIXES:
            images[stem] = (PurePosixPath(path).name, content)
        if stem in images and stem in labels:
            name, image = images.pop(stem)
            yield Entry(name, image, labels.pop(stem))
        if isinstance(content, bytes) and len(images) + len(labels) > MAX_WAITING:
            raise FormatError(
                f"{shard} is compressed and does not keep images beside their json; unpack it"
            )
    _note_unlabelled(images, broken)


def _note_unlabelled(images: Mapping[str, tuple[str, Span | bytes]], broken: BrokenSamples) -> None:
    for name, _ in images.values():
        broken.record(name, "there is no json of that name beside it")

"""Pairs NAME.jpg + NAME.json in the form of SA-1B, in folders and in plain tars.

The form in which anymask keeps training data ("Segment Anything", section 5). Of each image only
where its bytes lie is kept in memory; sets too large for that are streamed (stream.py).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from anymask.data.annotation import Annotation
from anymask.data.dataset import MaskDataset
from anymask.errors import FormatError, InputError, did_you_mean
from anymask.storage.archives import Span, index_tar, is_archive
from anymask.storage.images import SUFFIXES


@dataclass(frozen=True)
class Pair:
    """Where an image and its labels lie, and what the image is called."""

    name: str
    image: Span
    labels: Span


class PackedDataset(MaskDataset):
    """Pairs of an image and its json.

    Args:
        path: a folder of pairs, an uncompressed tar of pairs, or a folder of such tars only.
        sets: keep only images whose name starts with one of these followed by "_"; None keeps all.

    Raises:
        InputError: the path does not exist, or a set has no image.
        FormatError: a tar is compressed or damaged, or nothing is a pair.
    """

    def __init__(self, path: str | Path, sets: Sequence[str] | None = None) -> None:
        path = Path(path)
        found = _find_all(path)
        if not found:
            raise FormatError(
                f"{path} holds no pair NAME.jpg + NAME.json, nor another form of labelled images; "
                "pass COCO, LVIS, VOC, BSDS500, YOLO, labelme, CVAT, Label Studio, images/ with "
                "masks/, or SA-1B style pairs"
            )
        pairs = sorted(found, key=lambda pair: pair.name)
        by_set = _group(pairs, sets)
        for prefix, members in by_set.items():
            if not members:
                known = {prefix_of(pair.name) for pair in pairs}
                raise InputError(
                    f"{path} has no image of set '{prefix}'; {did_you_mean(prefix, known)}"
                )
        self._pairs = [(prefix, pair) for prefix, members in by_set.items() for pair in members]

    def __len__(self) -> int:
        return len(self._pairs)

    def name(self, index: int) -> str:
        """Return NAME.jpg."""
        return self._pairs[index][1].name

    def source(self, index: int) -> str:
        """Return what the name starts with: one of `sets`, or all before the first "_"."""
        return self._pairs[index][0]

    def image_bytes(self, index: int) -> bytes:
        """Read the image file, or its stretch of the tar."""
        return self._pairs[index][1].image.read()

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Read NAME.json."""
        return parse_labels(self._pairs[index][1].labels.read())


def find_pairs(spans: Mapping[str, Span]) -> Iterator[Pair]:
    """Find images that have a json of the same name beside them."""
    for path, span in spans.items():
        stem, dot, suffix = path.rpartition(".")
        labels = spans.get(stem + ".json")
        if labels is not None and dot + suffix.lower() in SUFFIXES:
            yield Pair(PurePosixPath(path).name, span, labels)


def parse_labels(content: bytes) -> list[Annotation]:
    """Read the objects of NAME.json.

    Raises:
        FormatError: it is not JSON, or has no list `annotations`.
    """
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"its labels are not JSON ({error}); export them again") from error
    annotations = value.get("annotations") if isinstance(value, dict) else None
    if not isinstance(annotations, list) or not all(isinstance(a, dict) for a in annotations):
        raise FormatError(
            "its labels have no list 'annotations' of objects; write them in the form of SA-1B"
        )
    return annotations


def prefix_of(name: str) -> str:
    """Return the name of the set that the name of an image starts with.

    >>> prefix_of("cats_1.jpg")
    'cats'
    """
    return name.rpartition(".")[0].partition("_")[0]


def _group(pairs: Iterable[Pair], sets: Sequence[str] | None) -> dict[str, list[Pair]]:
    """Sort pairs into sets; of several that fit, the longest name wins."""
    by_set: dict[str, list[Pair]] = {name: [] for name in sets or ()}
    for pair in pairs:
        matching = [prefix for prefix in by_set if pair.name.startswith(prefix + "_")]
        if sets is None:
            by_set.setdefault(prefix_of(pair.name), []).append(pair)
        elif matching:
            by_set[max(matching, key=len)].append(pair)
    return by_set


def _find_all(path: Path) -> list[Pair]:
    """Find the pairs of a tar, or of a folder, or, where it has none, of the tars in it."""
    if not path.is_dir():
        if not path.is_file():
            raise InputError(f"{path} does not exist; pass a folder or a tar of SA-1B style pairs")
        return list(find_pairs(index_tar(path)))
    files = sorted(file for file in path.iterdir() if file.is_file())
    spans = {
        file.name: Span(file, 0, file.stat().st_size)
        for file in files
        if file.suffix.lower() in SUFFIXES or file.suffix == ".json"
    }
    pairs = list(find_pairs(spans))
    if pairs:
        return pairs
    return [pair for file in files if is_archive(file) for pair in find_pairs(index_tar(file))]

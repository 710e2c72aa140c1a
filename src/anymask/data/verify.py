"""Check a data set: whatever would be skipped, repeated or misread in training or evaluation.

`anymask data verify` prints what is found. Every image is decoded and every mask read.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from anymask.data.broken import BrokenSampleError
from anymask.data.coco_index import UNKNOWN_CATEGORIES, UNKNOWN_IMAGES, WITHOUT_MASKS
from anymask.data.dataset import MaskDataset
from anymask.data.mask_pictures import UNLABELLED
from anymask.data.record import ImageRecord

Kind = Literal[
    "broken",
    "empty mask",
    "repeated mask",
    "repeated image",
    "repeated name",
    "unknown image",
    "unknown category",
    "without masks",
    "not used",
]
NOTES: frozenset[Kind] = frozenset({"without masks", "not used"})
"""What may be meant: it is told, but is no fault."""


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, or at least worth knowing.

    Attributes:
        name: of the image, or of the set for what concerns all of it.
        kind: what is wrong with it.
        reason: a sentence.
    """

    name: str
    kind: Kind
    reason: str

    @property
    def is_fault(self) -> bool:
        """Whether it must be put right."""
        return self.kind not in NOTES


def verify(dataset: MaskDataset, track: Callable[[range], Iterable[int]] = iter) -> list[Finding]:
    """Look at every image and every mask of a data set.

    Args:
        dataset: what to check.
        track: passes numbers of images on and shows how far they have come.

    Returns:
        What was found, in the order of the images; empty where all is well.
    """
    findings = _left_out(dataset)
    names: dict[str, int] = {}
    contents: dict[bytes, str] = {}
    for index in track(range(len(dataset))):
        name = dataset.name(index)
        if name in names:
            findings.append(Finding(name, "repeated name", f"images {names[name]} and {index}"))
        names.setdefault(name, index)
        try:
            dataset.compact(index).pixels()
            record = dataset.record(index)
        except BrokenSampleError as error:
            findings.append(Finding(name, "broken", error.reason))
            continue
        findings += _look_at(record, name)
        digest = hashlib.sha256(dataset.image_bytes(index)).digest()
        if digest in contents:
            findings.append(Finding(name, "repeated image", f"the same as {contents[digest]}"))
        contents.setdefault(digest, name)
    return findings


def _look_at(record: ImageRecord, name: str) -> list[Finding]:
    """Check the masks of one image."""
    if not record.masks:
        return [Finding(name, "without masks", "it has no mask")]
    findings = []
    first: dict[object, int] = {}
    for index, mask in enumerate(record.masks):
        if mask.area == 0:
            findings.append(Finding(name, "empty mask", f"mask {index} has no pixel"))
        elif mask.rle in first:
            same = f"mask {index} is the same as mask {first[mask.rle]}"
            findings.append(Finding(name, "repeated mask", same))
        else:
            first[mask.rle] = index
    return findings


def _left_out(dataset: MaskDataset) -> list[Finding]:
    """Tell what the reader of a form left out before any image was read."""
    kinds: dict[str, Kind] = {
        UNKNOWN_IMAGES: "unknown image",
        UNKNOWN_CATEGORIES: "unknown category",
        UNLABELLED: "without masks",
    }
    return [
        Finding(dataset.source(0), kinds.get(items.reason, "not used"), str(items))
        for items in dataset.left_out
        if items.reason != WITHOUT_MASKS  # each such image is told by its own name
    ]

"""Between run lengths and the `segmentation` field of COCO and SA-1B files.

The compressed string writes each run as its difference from the run two before, in groups of five
bits, least significant first, each shifted into printable ASCII (format of the COCO API). Reading
is strict, because such files come from anywhere.
"""

import reprlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anymask.errors import FormatError
from anymask.geometry.runs import Rle, from_bounds
from anymask.shapes import Size

GROUP_BITS = 5
MAX_GROUPS = 7  # 35 bits with sign: more than any image that we accept
FIRST_CHARACTER = 48  # "0"
PACKED_AT_ONCE = 1 << 15  # runs, so that temporary arrays stay in the processor's cache
CONTINUES = 32
SIGN = 16


def to_coco(rle: Rle) -> dict[str, Any]:
    """Write a mask as COCO's compressed run lengths.

    Returns:
        {"size": [height, width], "counts": str}, ready for JSON, byte-equal with pycocotools.

    >>> to_coco(Rle((2, 2), [1, 3]))
    {'size': [2, 2], 'counts': '13'}
    """
    differences = _differences(rle.counts)
    parts = range(0, len(differences), PACKED_AT_ONCE)
    packed = b"".join(_pack(differences[start : start + PACKED_AT_ONCE]) for start in parts)
    return {"size": list(rle.size), "counts": packed.decode("ascii")}


def from_coco(segmentation: object, max_pixels: int = 100_000_000) -> Rle:
    """Read COCO's run lengths, compressed (str or bytes) or not (a list of integers).

    Args:
        segmentation: {"size": [height, width], "counts": ...}; anything else is refused.
        max_pixels: larger masks are refused before anything is allocated.

    Raises:
        FormatError: anything else than a valid mask.

    >>> from_coco({"size": [2, 2], "counts": [1, 3]}).counts.tolist()
    [1, 3]
    """
    if not isinstance(segmentation, Mapping) or not {"size", "counts"} <= segmentation.keys():
        raise FormatError(
            f"{_shorten(segmentation)} is no run-length mask; it needs the keys 'size' and 'counts'"
        )
    size = _read_size(segmentation["size"], max_pixels)
    counts = segmentation["counts"]
    if isinstance(counts, str):
        counts = counts.encode("utf-8", "replace")
    pixels = size[0] * size[1]
    if isinstance(counts, bytes) and len(counts) > MAX_GROUPS * (pixels + 1):
        raise FormatError(
            f"{len(counts)} characters of run lengths are too many for a {size[0]} x {size[1]} "
            "mask; the file is damaged or the size is wrong"
        )
    runs = _unpack(counts) if isinstance(counts, bytes) else _read_list(counts, size)
    small = len(runs) <= pixels + 1 and runs.min() >= 0 and runs.max() <= pixels
    if not small or runs.sum() != pixels:
        raise FormatError(
            f"the run lengths of a {size[0]} x {size[1]} mask must be non-negative and add up to "
            f"its {pixels} pixels; these {len(runs)} runs do not, so the file is damaged or the "
            "size is wrong"
        )
    return from_bounds(np.cumsum(runs)[: len(runs) // 2 * 2], size)


def _differences(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Subtract from each run the run two before; COCO begins with the fourth."""
    differences = counts.copy()
    differences[3:] -= counts[1:-2]
    return differences


def _pack(numbers: NDArray[np.int64]) -> bytes:
    """Write signed numbers in as few groups of five bits as each needs."""
    magnitude = np.where(numbers < 0, ~numbers, numbers)
    longest = int(magnitude.max()).bit_length() // GROUP_BITS + 1
    groups = np.ones(len(numbers), dtype=np.uint8)
    for group in range(1, longest):
        groups += magnitude >= 1 << (GROUP_BITS * group - 1)

    ends = np.cumsum(groups, dtype=np.int64)
    packed = np.empty(ends[-1], dtype=np.uint8)
    for group in range(longest):
        long = np.flatnonzero(groups > group) if group else slice(None)
        bits = (numbers[long] >> (GROUP_BITS * group)) & (CONTINUES - 1)
        continues = CONTINUES * (groups[long] > group + 1)
        packed[(ends - groups)[long] + group] = bits + continues + FIRST_CHARACTER
    return bytes(packed.tobytes())


def _unpack(packed: bytes) -> NDArray[np.int64]:
    """Read the numbers of `_pack` and undo `_differences`."""
    groups = np.frombuffer(packed, dtype=np.uint8) - np.uint8(FIRST_CHARACTER)
    if len(groups) == 0 or groups.max() >= 2 * CONTINUES:  # smaller characters wrap around
        raise FormatError(
            f"the run lengths {_shorten(packed)} are empty or hold characters outside '0' to 'o'; "
            "they are not a compressed COCO mask"
        )
    ends = np.flatnonzero(groups < CONTINUES)
    lengths = ends.copy()
    lengths[0:1] += 1
    lengths[1:] -= ends[:-1]
    if len(ends) == 0 or ends[-1] != len(groups) - 1 or lengths.max() > MAX_GROUPS:
        raise FormatError(
            f"the run lengths {_shorten(packed)} end within a number or hold one of more than "
            f"{MAX_GROUPS} characters; the file is cut off or damaged"
        )
    # The last group holds the sign; the earlier ones follow below it.
    counts = groups[ends].astype(np.int64)
    counts -= (counts & SIGN) << 1
    for back in range(1, int(lengths.max())):
        long = np.flatnonzero(lengths > back)
        counts[long] = counts[long] << GROUP_BITS | (groups[ends[long] - back] & (CONTINUES - 1))
    # Odd runs add up from the second, even ones from the third; the first stands alone.
    counts[1::2] = np.cumsum(counts[1::2])
    counts[2::2] = np.cumsum(counts[2::2])
    return counts


def _read_list(counts: object, size: Size) -> NDArray[np.int64]:
    """Read uncompressed run lengths."""
    pixels = size[0] * size[1]
    if (
        not isinstance(counts, list | tuple)
        or len(counts) == 0
        or len(counts) > pixels + 1
        or not all(type(run) is int and 0 <= run <= pixels for run in counts)
    ):
        raise FormatError(
            f"the run lengths {_shorten(counts)} of a {size[0]} x {size[1]} mask are neither text "
            f"nor a list of whole numbers from 0 to {pixels}"
        )
    return np.array(counts, dtype=np.int64)


def _read_size(size: object, max_pixels: int) -> Size:
    """Read (height, width) and refuse what cannot be an image."""
    if (
        not isinstance(size, list | tuple)
        or len(size) != 2
        or not all(type(side) is int and side >= 1 for side in size)
    ):
        raise FormatError(
            f"the mask size {_shorten(size)} is not [height, width] in whole pixels from 1 up"
        )
    if size[0] * size[1] > max_pixels:
        raise FormatError(
            f"a mask of {_shorten(size)} (height, width) exceeds the limit of {max_pixels} pixels; "
            "raise max_pixels if the file is trusted"
        )
    return size[0], size[1]


def _shorten(value: object) -> str:
    """Show the beginning of a value in an error message, however large the value is."""
    try:
        return reprlib.repr(value)
    except ValueError:  # Python refuses to write integers of thousands of digits.
        return f"a very large {type(value).__name__}"

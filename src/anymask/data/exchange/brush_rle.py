"""The run lengths of Label Studio's brush: a bit stream over the RGBA values of a picture.

Written and read by label_studio.py. The stream is that of the `rle-pack` library, which documents
it; all numbers stand with the most significant bit first::

    32 bits   number of values, 4 per pixel, row by row
     5 bits   bits per value - 1 (Label Studio: 7)
    4 x 4     widths - 1 of the four kinds of counts (Label Studio: 3, 4, 8, 16 bits)
    then groups of
     1 bit    1: one value repeated; 0: values one by one
     2 bits   which width the count has
     n bits   count - 1
     8 bits   the value, or count values

A pixel belongs to the mask when its alpha value is not 0.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from anymask.errors import FormatError
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.shapes import Size

WIDTHS = (3, 4, 8, 16)
VALUE_BITS = 8
LONGEST_RUN = 1 << WIDTHS[-1]
FOREGROUND = 255


def encode_brush(mask: Rle) -> list[int]:
    """Write a mask as Label Studio's brush run lengths.

    Returns:
        Bytes as whole numbers from 0 to 255, as the JSON file lists them.
    """
    pixels = rle.decode(mask).numpy().reshape(-1)
    counts, is_mask = _row_runs(pixels)
    counts, is_mask = _split_long(counts * 4, is_mask)

    kinds = np.searchsorted([1 << width for width in WIDTHS], counts - 1, side="right")
    widths = np.array(WIDTHS)[kinds]
    # 1 | kind | count - 1 | value, at most 27 bits
    codes = (((4 | kinds) << widths) | (counts - 1)) << VALUE_BITS | is_mask * FOREGROUND

    header = [len(pixels) * 4, VALUE_BITS - 1, *(width - 1 for width in WIDTHS)]
    all_codes = np.concatenate([header, codes]).astype(np.int64)
    all_widths = np.concatenate([[32, 5, 4, 4, 4, 4], 3 + widths + VALUE_BITS])
    packed: list[int] = _pack(all_codes, all_widths).tolist()
    return packed


def decode_brush(stream: Sequence[Any], size: Size) -> Rle:
    """Read Label Studio's brush run lengths.

    Args:
        stream: whole numbers from 0 to 255.
        size: (height, width) of the picture, from `original_height` and `original_width`.

    Raises:
        FormatError: not such a stream, cut off, or of another size.
    """
    pixels = size[0] * size[1]
    reader = _Bits(_to_bytes(stream))
    widths = _read_header(reader, pixels * 4)
    is_mask = np.zeros(pixels, np.bool_)
    done = 0  # values so far; every fourth is the alpha of a pixel
    while done < pixels * 4:
        repeated, kind = reader.take(1), reader.take(2)
        count = reader.take(widths[kind]) + 1
        if done + count > pixels * 4:
            raise FormatError("the brush run lengths hold more values than the picture has")
        alphas = slice(done // 4, (done + count) // 4)
        if repeated:
            is_mask[alphas] = reader.take(VALUE_BITS) != 0
        else:
            is_mask[alphas] = reader.take_bytes(count)[3 - done % 4 :: 4] != 0
        done += count
    return rle.encode(torch.from_numpy(is_mask.reshape(size))[None])[0]


def _row_runs(pixels: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the runs of a line of pixels: their lengths, and 1 for mask or 0."""
    starts = np.concatenate([[0], np.flatnonzero(pixels[1:] != pixels[:-1]) + 1])
    return np.diff(starts, append=len(pixels)), pixels[starts].astype(np.int64)


def _split_long(
    counts: NDArray[np.int64], values: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Cut runs longer than the widest count allows into several."""
    pieces = -(-counts // LONGEST_RUN)
    split = np.full(pieces.sum(), LONGEST_RUN)
    split[np.cumsum(pieces) - 1] = counts - (pieces - 1) * LONGEST_RUN
    return split, np.repeat(values, pieces)


def _pack(codes: NDArray[np.int64], widths: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Write numbers of given widths in bits one after the other; the last byte ends in zeros."""
    code = np.repeat(codes, widths)
    ends = np.repeat(np.cumsum(widths), widths)
    place = ends - 1 - np.arange(len(ends))  # of each bit within its number
    return np.packbits(((code >> place) & 1).astype(np.uint8))


def _to_bytes(stream: Sequence[Any]) -> bytes:
    try:
        return bytes(stream)
    except (TypeError, ValueError, OverflowError) as error:
        raise FormatError(
            f"brush run lengths are whole numbers from 0 to 255 ({error}); export the file again"
        ) from error


def _read_header(reader: "_Bits", expected: int) -> list[int]:
    """Check number and width of the values; return the widths of the four kinds of counts."""
    count, value_bits = reader.take(32), reader.take(5) + 1
    if count != expected:
        raise FormatError(
            f"the brush run lengths hold {count} values but the picture has {expected} (4 per "
            "pixel); original_width and original_height must be those of the picture"
        )
    if value_bits != VALUE_BITS:
        raise FormatError(f"the brush run lengths have {value_bits} bits per value instead of 8")
    return [reader.take(4) + 1 for _ in WIDTHS]


class _Bits:
    """Reads a byte string bit by bit."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._position = 0

    def take(self, count: int) -> int:
        """Take `count` bits as a number, the most significant bit first."""
        start, self._position = self._position, self._position + count
        if self._position > 8 * len(self._content):
            raise FormatError("the brush run lengths are cut off; export the file again")
        last = -(-self._position // 8)
        number = int.from_bytes(self._content[start // 8 : last], "big")
        return (number >> (8 * last - self._position)) & ((1 << count) - 1)

    def take_bytes(self, count: int) -> NDArray[np.uint8]:
        """Take `count` values of 8 bits each."""
        number = self.take(count * VALUE_BITS)
        return np.frombuffer(number.to_bytes(count, "big"), np.uint8)

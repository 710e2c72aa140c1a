"""Label Studio's brush stream: round trips, a real file's beginning, strict reading."""

import contextlib

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from anymask.data.exchange.brush_rle import decode_brush, encode_brush
from anymask.errors import FormatError
from anymask.geometry import rle
from anymask.geometry.rle import Rle

MASKS = npst.arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9)))


def runs_of(mask: np.ndarray) -> Rle:
    return rle.encode(torch.from_numpy(mask)[None])[0]


@given(MASKS)
def test_masks_survive_the_round_trip(mask: np.ndarray) -> None:
    runs = runs_of(mask)
    assert decode_brush(encode_brush(runs), runs.size) == runs


@pytest.mark.parametrize("pixels", [1, 2, 3, 4, 5, 64, 65, 16_383, 16_384, 16_385, 40_000])
def test_runs_of_all_lengths_survive(pixels: int) -> None:
    mask = np.zeros((1, 50_000), bool)
    mask[0, 3 : 3 + pixels] = True
    assert decode_brush(encode_brush(runs_of(mask)), mask.shape) == runs_of(mask)


def test_the_stream_begins_like_one_written_by_label_studio() -> None:
    # First bytes of a public export: a brush on a picture of 3332 x 2527, empty at the top.
    public = [2, 1, 233, 240, 57, 27, 255, 255, 255, 0, 255, 255, 224, 31, 255, 252, 3, 255, 255]
    stream = encode_brush(runs_of(np.zeros((2527, 3332), bool)))
    assert stream[: len(public)] == public


def bits(text: str) -> list[int]:
    """Pack a text of zeros and ones, padded with zeros."""
    text = text.replace(" ", "")
    padded = text.ljust(-(-len(text) // 8) * 8, "0")
    return [int(padded[i : i + 8], 2) for i in range(0, len(padded), 8)]


HEADER = f"{8:032b} 00111 0010 0011 0111 1111"


def test_values_one_by_one_and_other_alphas_are_read() -> None:
    opaque, half = f"{255:08b}", f"{1:08b}"
    stream = bits(f"{HEADER} 0 00 011 {opaque}{opaque}{opaque}{half} 1 00 011 00000000")
    assert decode_brush(stream, (1, 2)) == Rle((1, 2), [0, 1, 1])


def test_a_pixel_without_alpha_does_not_belong_to_the_mask() -> None:
    stream = bits(f"{HEADER} 0 00 011 {'1' * 24}00000000 1 01 0011 11111111")
    assert decode_brush(stream, (1, 2)) == Rle((1, 2), [1, 1])


@pytest.mark.parametrize(
    ("stream", "message"),
    [
        ([], "cut off"),
        ([0, 0, 0, 8], "cut off"),
        (bits(HEADER + "1 00 111"), "cut off"),
        (bits(HEADER + "1 11 1111111111111111 00000000"), "more values than the picture"),
        (bits(HEADER.replace("00111", "00011", 1)), "4 bits per value instead of 8"),
        ([2, 1, 233, 240, 57, 27], "33679856 values but the picture has 8"),
        ([256], "from 0 to 255"),
        ([-1], "from 0 to 255"),
    ],
)
def test_broken_streams_are_refused(stream: list[int], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        decode_brush(stream, (1, 2))


@given(st.lists(st.integers(0, 255), max_size=40))
def test_random_bytes_are_read_or_refused(stream: list[int]) -> None:
    with contextlib.suppress(FormatError):
        assert decode_brush([0, 0, 0, 8, *stream], (1, 2)).size == (1, 2)

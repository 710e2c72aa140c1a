"""COCO run lengths: byte-equal with pycocotools, and nothing hostile comes in."""

import itertools
import json
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from pycocotools import mask as coco

from anymask.errors import FormatError
from anymask.geometry.run_codec import encode
from anymask.geometry.run_strings import from_coco, to_coco
from anymask.geometry.runs import Rle

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=20))

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
SIDES = st.integers(-1, 12) | st.sampled_from([2**31, 10**12, 10**5000])
SIZES = st.lists(SIDES, min_size=2, max_size=2) | ANYTHING
STRINGS = st.text("0123456789:;<=>?@NOPQ_`lmno", max_size=12)
COUNTS = STRINGS | st.binary(max_size=12) | st.lists(st.integers(-1, 60), max_size=6) | ANYTHING


def official(mask: np.ndarray) -> dict[str, Any]:
    """What pycocotools writes."""
    found: dict[str, Any] = coco.encode(np.asfortranarray(mask.astype(np.uint8)))
    return {"size": found["size"], "counts": found["counts"].decode()}


@given(MASKS)
def test_written_bytes_equal_pycocotools(mask: np.ndarray) -> None:
    assert to_coco(encode(torch.from_numpy(mask)[None])[0]) == official(mask)


@pytest.mark.parametrize("share", [1e-4, 0.01, 0.5])
def test_written_bytes_equal_pycocotools_on_large_masks(share: float) -> None:
    mask = np.random.default_rng(0).random((700, 900)) < share
    assert to_coco(encode(torch.from_numpy(mask)[None])[0]) == official(mask)


@pytest.mark.parametrize("run", [15, 16, 511, 512, 2**14 - 1, 2**14, 2**26, 10**8 - 3])
def test_runs_of_every_length_come_back(run: int) -> None:
    rle = Rle((run + 3, 1), [1, 1, 1, run])
    assert from_coco(to_coco(rle), max_pixels=10**9) == rle


@given(MASKS)
def test_reading_undoes_writing_through_json(mask: np.ndarray) -> None:
    rle = encode(torch.from_numpy(mask)[None])[0]
    assert from_coco(json.loads(json.dumps(to_coco(rle)))) == rle


def test_bytes_and_lists_are_read_as_well() -> None:
    expected = Rle((2, 3), [1, 2, 3])
    assert from_coco({"size": [2, 3], "counts": b"123"}) == expected
    assert from_coco({"size": (2, 3), "counts": [1, 2, 3]}) == expected


def test_runs_of_length_zero_are_joined() -> None:
    assert from_coco({"size": [2, 3], "counts": [1, 2, 0, 1, 2, 0]}) == Rle((2, 3), [1, 3, 2])


def accept(value: Any) -> bool:
    """Read a mask that may be refused, by a FormatError and nothing else."""
    try:
        rle = from_coco(value)
    except FormatError:
        return False
    assert rle.counts.sum() == rle.size[0] * rle.size[1] <= 100_000_000
    return True


@settings(max_examples=1000)
@given(st.lists(st.integers(0, 600), min_size=1, max_size=8), st.integers(0, 9))
def test_ten_thousand_nearly_valid_masks_give_a_mask_or_a_format_error(
    runs: list[int], where: int
) -> None:
    size = [sum(runs), 1]
    text = coco.frPyObjects({"size": size, "counts": runs}, *size)["counts"]
    is_valid = size[0] > 0 and len(runs) <= size[0] + 1
    assert accept({"size": size, "counts": text}) == is_valid
    assert accept({"size": size, "counts": runs}) == is_valid
    for other in (text[:where], text[where:], text + b"0", text[:-1], text[::-1], text * 2, b"o"):
        accept({"size": size, "counts": other})
    accept({"size": [size[0] + where, 1], "counts": text})


@settings(max_examples=100)
@given(st.lists(SIZES, min_size=10, max_size=10), st.lists(COUNTS, min_size=10, max_size=10))
def test_ten_thousand_hostile_inputs_give_a_mask_or_a_format_error(
    sizes: list[Any], counts: list[Any]
) -> None:
    for size, runs in itertools.product(sizes, counts):
        accept({"size": size, "counts": runs})


@given(ANYTHING)
def test_anything_else_gives_a_format_error(value: Any) -> None:
    with pytest.raises(FormatError):
        from_coco(value)


def test_damaged_files_give_a_mask_or_a_format_error() -> None:
    generator = np.random.default_rng(0)
    for share in np.linspace(0, 1, 2000):
        written = official(generator.random((9, 9)) < share)
        damaged = bytearray(written["counts"], "ascii")
        damaged[generator.integers(len(damaged))] = generator.integers(256)
        accept({"size": written["size"], "counts": bytes(damaged)})


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("a mask", "needs the keys"),
        ({"size": [2, 2]}, "needs the keys"),
        ({"size": [0, 2], "counts": "0"}, "whole pixels from 1 up"),
        ({"size": [2.0, 2], "counts": "4"}, "whole pixels from 1 up"),
        ({"size": [True, 4], "counts": "4"}, "whole pixels from 1 up"),
        ({"size": [10**9, 10**9], "counts": "4"}, "exceeds the limit of 100000000 pixels"),
        ({"size": [2, 2], "counts": ""}, "empty or hold characters outside"),
        ({"size": [2, 2], "counts": "4 "}, "empty or hold characters outside"),
        ({"size": [2, 2], "counts": "4é"}, "empty or hold characters outside"),
        ({"size": [2, 2], "counts": "4P"}, "end within a number"),
        ({"size": [2, 2], "counts": "PPPPPPP4"}, "of more than 7 characters"),
        ({"size": [2, 2], "counts": "5"}, "add up to its 4 pixels; these 1 runs do not"),
        ({"size": [2, 2], "counts": "3N"}, "must be non-negative"),
        ({"size": [2, 2], "counts": "0" * 99}, "99 characters of run lengths are too many"),
        ({"size": [2, 2], "counts": [1, 2]}, "add up to its 4 pixels"),
        ({"size": [2, 2], "counts": [1, 3.0]}, "nor a list of whole numbers from 0 to 4"),
        ({"size": [2, 2], "counts": [0] * 9}, "nor a list of whole numbers"),
        ({"size": [2, 2], "counts": None}, "nor a list of whole numbers"),
    ],
)
def test_errors_say_what_is_wrong(value: Any, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        from_coco(value)

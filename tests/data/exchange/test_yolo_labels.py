"""Lines of YOLO are read as outlines, or named, or refused."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from anymask.data.annotation import read_mask
from anymask.data.exchange.yolo import write_yolo
from anymask.data.exchange.yolo_labels import BOXES, UNKNOWN_CLASS, read_yolo
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import AnymaskError, FormatError
from anymask.geometry import rle

SIZE = (12, 17)
NAMES = {0: "cat", 2: "dog"}


def read(path: Path, size: tuple[int, int] = SIZE) -> list[MaskRecord]:
    return [read_mask(each, size, "x") for each in read_yolo(path, {}, size).annotations(size)]


def fill_parts(mask: np.ndarray) -> np.ndarray:
    """Fill the holes of each 4-connected part with scipy."""
    labels, count = ndimage.label(mask)
    parts = [ndimage.binary_fill_holes(labels == number + 1) for number in range(count)]
    return np.any(parts, axis=0)


@settings(max_examples=40, deadline=None)
@given(arrays(np.bool_, st.tuples(st.integers(1, 3), st.integers(1, 8), st.integers(1, 8))))
def test_what_is_written_is_read_again_but_for_holes(
    tmp_path_factory: pytest.TempPathFactory, stack: np.ndarray
) -> None:
    masks = tuple(map(MaskRecord.of, rle.encode(torch.from_numpy(stack))))
    path = tmp_path_factory.mktemp("a") / "a.txt"
    write_yolo(path, ImageRecord("a.png", stack.shape[1:], masks))
    found = [rle.decode(mask.rle).numpy() for mask in read(path, stack.shape[1:])]
    expected = [fill_parts(mask) for mask in stack if mask.any()]
    assert len(found) == len(expected)
    assert all(map(np.array_equal, found, expected))


def test_classes_are_named_by_their_list(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("2 0 0 1 0 1 1\n\n0 0 0 1 0 1 1\r\n1 0 0 1 0 1 1\n")
    drawing = read_yolo(path, NAMES, SIZE)
    assert [shape.label for shape in drawing.shapes] == ["dog", "cat"]
    assert drawing.left_out == (UNKNOWN_CLASS,)
    assert [shape.label for shape in read_yolo(path, {}, SIZE).shapes] == ["2", "0", "1"]


def test_boxes_are_named_and_no_masks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("0 .5 .5 .2 .2\n0 0.1 0.1")
    drawing = read_yolo(tmp_path / "a.txt", NAMES, SIZE)
    assert drawing.shapes == ()
    assert drawing.left_out == (BOXES, "outlines of fewer than three corners")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("cat 0 0 1 0 1 1", "line 2: 'cat' is no number of a class"),
        ("-1 0 0 1 0 1 1", "'-1' is no number of a class"),
        ("0 0 0 1 0 1 x", "line 2: could not convert string to float: 'x'"),
        ("0 0 0 1 0 1 nan", "from 0 to 1; divide x by its width"),
        ("0 0 0 17 0 17 12", "from 0 to 1; divide x by its width"),
        ("0 0 0 1 0 1 1 .9", "7 numbers are no pairs"),
        ("\xff", "'ÿ' is no number of a class"),
    ],
)
def test_damage_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "a.txt").write_text(f"0 0 0 1 0 1 1\n{line}\n", "utf-8")
    with pytest.raises(FormatError, match=f"a.txt, .*{message}"):
        read_yolo(tmp_path / "a.txt", {}, SIZE)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormatError, match=r"a\.txt is no text"):
        read_yolo(tmp_path / "a.txt", {}, SIZE)


def test_damaged_files_are_read_or_refused(
    tmp_path: Path, image: ImageRecord, damaged: Callable[[bytes], Iterator[bytes]]
) -> None:
    (path,) = write_yolo(tmp_path / "a.txt", image)
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        with contextlib.suppress(AnymaskError):
            read(path)

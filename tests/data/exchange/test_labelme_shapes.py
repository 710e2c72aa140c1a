"""Every shape of labelme is read as what it covers, or named."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from anymask.data.annotation import read_mask
from anymask.data.exchange.labelme import labelme_bytes
from anymask.data.exchange.labelme_shapes import read_labelme
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import AnymaskError, FormatError
from anymask.geometry import rle

SIZE = (12, 17)


def read(folder: Path, content: bytes | dict, size: tuple[int, int] = SIZE) -> list[MaskRecord]:
    path = folder / "cat.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return [read_mask(each, size, "x") for each in read_labelme(path, size).annotations(size)]


def one(folder: Path, **shape: Any) -> MaskRecord:
    (mask,) = read(folder, {"shapes": [shape]})
    return mask


@settings(max_examples=40, deadline=None)
@given(arrays(np.bool_, st.tuples(st.integers(0, 3), st.integers(1, 8), st.integers(1, 8))))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, stack: np.ndarray
) -> None:
    masks = tuple(map(MaskRecord.of, rle.encode(torch.from_numpy(stack))))
    image = ImageRecord("a.png", stack.shape[1:], masks)
    found = read(tmp_path_factory.mktemp("a"), labelme_bytes(image), stack.shape[1:])
    assert [mask.rle for mask in found] == [mask.rle for mask in masks]


def test_label_and_score_are_read_too(tmp_path: Path, image: ImageRecord) -> None:
    found = read(tmp_path, labelme_bytes(image))
    assert [(mask.category, mask.predicted_iou) for mask in found[:2]] == [
        ("ring", 0.9),
        ("blocks", 0.8),
    ]


@pytest.mark.parametrize(
    ("shape", "area"),
    [
        ({"points": [[1, 1], [5, 1], [5, 4], [1, 4]]}, 12),  # the type was optional once
        ({"shape_type": "rectangle", "points": [[5, 4], [1, 1]]}, 12),
        ({"shape_type": "rectangle", "points": [[1, 1], [5, 1], [5, 4], [1, 4]]}, 12),
        ({"shape_type": "rotation", "points": [[1, 1], [5, 1], [5, 4], [1, 4]]}, 12),
        ({"shape_type": "circle", "points": [[8, 6], [11, 6]]}, 32),
    ],
)
def test_shapes_cover_what_was_drawn(tmp_path: Path, shape: dict, area: int) -> None:
    assert one(tmp_path, label="a", **shape).area == area


def test_a_picture_may_hang_over_the_edge(tmp_path: Path, image: ImageRecord) -> None:
    content = json.loads(labelme_bytes(image))
    ring = content["shapes"][0] | {"points": [[-2, -1], [7, 7]]}
    expected = np.zeros(SIZE, bool)
    expected[:8, :8] = rle.decode(image.masks[0].rle).numpy()[2:10, 4:12]
    found = rle.decode(one(tmp_path, **ring).rle).numpy()
    assert np.array_equal(found, expected)


def test_a_picture_beyond_the_edge_covers_nothing(tmp_path: Path, image: ImageRecord) -> None:
    ring = json.loads(labelme_bytes(image))["shapes"][0]
    assert one(tmp_path, **ring | {"points": [[17, 3], [26, 11]]}).area == 0


def test_lines_and_points_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    kinds = ["line", "point", "linestrip", "heart", "polygon"]
    shapes = [{"shape_type": kind, "points": [[1, 1], [3, 3]]} for kind in kinds]
    path.write_text(json.dumps({"shapes": shapes}))
    found = read_labelme(path, SIZE).left_out
    assert found[:3] == ("lines and points",) * 3
    assert found[3:] == ("shapes of the type 'heart'", "outlines of fewer than three corners")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"imageHeight": 13}, r"\(12, 17\) pixels .* but cat.json says \(13, None\)"),
        ({"shapes": 3}, "'shapes' is 3 but must be a list of objects"),
        ({"shapes": [{"points": [[1, "a"]]}]}, "cat.json, shape 0: 'points' is 'a'"),
        ({"shapes": [{"shape_type": "circle", "points": [[1, 2]]}]}, "a circle has 2 points"),
        ({"shapes": [{"shape_type": "mask", "mask": "%"}]}, "'mask' is no base64"),
        ({"shapes": [{"shape_type": "mask", "mask": "aGk="}]}, "begin with its corner"),
        ({"shapes": [{"shape_type": "mask", "mask": "aGk=", "points": [[0, 0]]}]}, "none of JPEG"),
    ],
)
def test_damage_is_named(tmp_path: Path, change: dict, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(tmp_path, {"shapes": []} | change)


def test_a_picture_of_more_pixels_than_the_image_is_not_decoded(
    tmp_path: Path, picture: Callable[[tuple[int, int]], bytes]
) -> None:
    import base64

    mask = base64.b64encode(picture((500, 500))).decode()
    with pytest.raises(AnymaskError, match="500 x 500 pixels, more than"):
        one(tmp_path, shape_type="mask", mask=mask, points=[[0, 0], [499, 499]])


def test_damaged_files_are_read_or_refused(
    tmp_path: Path, image: ImageRecord, damaged: Callable[[bytes], Iterator[bytes]]
) -> None:
    for content in damaged(labelme_bytes(image)):
        with contextlib.suppress(AnymaskError):
            assert all(mask.rle.size == SIZE for mask in read(tmp_path, content))

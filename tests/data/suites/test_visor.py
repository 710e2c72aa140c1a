"""Claims about the frames of VISOR."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from anymask.data.broken import BrokenSampleError
from anymask.data.suites.visor import Visor

Save = Callable[..., Path]
OUTER = [[0, 0], [4, 0], [4, 3], [0, 3]]
INNER = [[1, 1], [3, 1], [3, 2], [1, 2]]


def entry(name: str, *segments: object) -> dict[str, object]:
    return {"image": {"name": name}, "annotations": [{"name": "pan", "segments": list(segments)}]}


def test_frames_are_found_wherever_their_archive_put_them(photo: Save, document: Save) -> None:
    root = photo("rgb_frames/val/P01/P01_07/f1.jpg", "rgb_frames/val/f2.jpg")
    document("annotations/val/P01_07.json", {"video_annotations": [entry("f1.jpg", OUTER)]})
    document("annotations/val/P02_07.json", {"video_annotations": [entry("f2.jpg", OUTER)]})
    dataset = Visor("val").open(root, "VISOR")
    masks = [dataset.record(n).masks[0] for n in range(2)]
    assert [(mask.category, mask.area) for mask in masks] == [("pan", 12), ("pan", 12)]


def test_a_polygon_inside_another_is_a_hole(photo: Save, document: Save) -> None:
    root = photo("rgb_frames/val/f.jpg")
    document("annotations/val/v.json", {"video_annotations": [entry("f.jpg", OUTER, INNER)]})
    expected = np.ones((3, 4), bool)
    expected[1, 1:3] = False
    mask = Visor("val").open(root, "VISOR")[0].masks[0]
    np.testing.assert_array_equal(mask.numpy(), expected)


def test_empty_segments_are_empty_masks(photo: Save, document: Save) -> None:
    root = photo("rgb_frames/val/f.jpg")
    entries = [entry("f.jpg"), entry("f.jpg", [])]
    document("annotations/val/v.json", {"video_annotations": entries})
    dataset = Visor("val").open(root, "VISOR")
    assert [dataset.record(n).masks[0].area for n in range(2)] == [0, 0]


def test_frames_that_are_not_unpacked_are_counted(photo: Save, document: Save) -> None:
    root = photo("rgb_frames/val/f.jpg")
    entries = [entry("f.jpg", OUTER), entry("g.jpg", OUTER)]
    document("annotations/val/v.json", {"video_annotations": entries})
    (items,) = Visor("val").open(root, "VISOR").left_out
    assert str(items) == "left out 1 frames that are not unpacked: g.jpg"


def test_a_damaged_object_breaks_its_frame_only(photo: Save, document: Save) -> None:
    root = photo("rgb_frames/val/f.jpg")
    torn = {"image": {"name": "f.jpg"}, "annotations": [{"name": "pan"}]}
    document("annotations/val/v.json", {"video_annotations": [torn]})
    with pytest.raises(BrokenSampleError, match="no list `segments`"):
        Visor("val").open(root, "VISOR").compact(0)

"""Claims about the outlines of WoodScape."""

from collections.abc import Callable
from pathlib import Path

import pytest

from anymask.data.suites.woodscape import WOODSCAPE_FILES, read_outlines
from anymask.errors import FormatError

Save = Callable[..., Path]


def test_outlines_are_read_without_void(
    photo: Save, document: Save, square: list[list[float]]
) -> None:
    root = photo("rgb_images/00000_FV.png")
    entries = [{"tags": [tag], "segmentation": square} for tag in ("car", "void", "road")]
    document("instance_annotations/00000_FV.json", {"00000_FV.json": {"annotation": entries}})
    masks = WOODSCAPE_FILES.open(root, "WoodScape").record(0).masks
    assert [(mask.category, mask.area) for mask in masks] == [("car", 4), ("road", 4)]


def test_an_outline_of_two_corners_has_no_pixel(photo: Save, document: Save) -> None:
    root = photo("rgb_images/1.png")
    entry = {"tags": [], "segmentation": [[0, 0], [3, 2]]}
    document("instance_annotations/1.json", {"1.json": {"annotation": [entry]}})
    (mask,) = WOODSCAPE_FILES.open(root, "WoodScape").record(0).masks
    assert (mask.area, mask.category) == (0, None)


@pytest.mark.parametrize("content", [{}, {"a": {}, "b": {}}, {"a": {"annotation": {}}}])
def test_files_of_another_form_are_refused(document: Save, content: object) -> None:
    with pytest.raises(FormatError):
        read_outlines(document("a.json", content))

"""Of each task one annotation counts, and every task names its image."""

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
from anymask.data.exchange.label_studio import write_label_studio
from anymask.data.exchange.label_studio_tasks import OTHERS, Task, read_tasks
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import AnymaskError, FormatError
from anymask.geometry import rle

SIZE = (10, 20)


def rectangle(label: str) -> dict[str, Any]:
    value = {"x": 0, "y": 0, "width": 50, "height": 50, "rectanglelabels": [label]}
    return {"type": "rectanglelabels", "value": value}


def tasks(folder: Path, *entries: dict[str, Any]) -> list[Task]:
    (folder / "a.json").write_text(json.dumps(list(entries)))
    return read_tasks(folder / "a.json")


def labels(folder: Path, **task: Any) -> list[str | None]:
    (found,) = tasks(folder, {"data": {"image": "a.jpg"}, **task})
    return [shape.label for shape in found.drawing(SIZE).shapes]


@settings(max_examples=30, deadline=None)
@given(arrays(np.bool_, st.tuples(st.integers(0, 3), st.integers(1, 8), st.integers(1, 8))))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, stack: np.ndarray
) -> None:
    size = stack.shape[1:]
    masks = tuple(map(MaskRecord.of, rle.encode(torch.from_numpy(stack))))
    path = tmp_path_factory.mktemp("a") / "a.json"
    write_label_studio(path, ImageRecord("a.png", size, masks))
    (task,) = read_tasks(path)
    found = [read_mask(each, size, "x").rle for each in task.drawing(size).annotations(size)]
    assert (task.image, found) == ("a.png", [mask.rle for mask in masks])


def test_annotations_count_before_predictions_and_skipped_ones_do_not(tmp_path: Path) -> None:
    one, two = {"result": [rectangle("one")]}, {"result": [rectangle("two")]}
    assert labels(tmp_path, annotations=[one], predictions=[two]) == ["one"]
    assert labels(tmp_path, annotations=[one | {"was_cancelled": True}, two]) == ["two"]
    assert labels(tmp_path, annotations=[], predictions=[two]) == ["two"]


def test_the_ground_truth_counts_and_the_others_are_named(tmp_path: Path) -> None:
    truth = {"result": [rectangle("truth")], "ground_truth": True}
    other = {"result": [rectangle("other")], "ground_truth": False}
    (task,) = tasks(tmp_path, {"data": {"image": "a.jpg"}, "annotations": [other, truth, other]})
    drawing = task.drawing(SIZE)
    assert [shape.label for shape in drawing.shapes] == ["truth"]
    assert drawing.left_out == (OTHERS, OTHERS)


def test_a_task_that_nobody_labelled_has_no_regions(tmp_path: Path) -> None:
    (task,) = tasks(tmp_path, {"data": {"image": "a.jpg"}, "annotations": []})
    assert task.regions is None


@pytest.mark.parametrize(
    "data", [{"image": "b.png"}, {"id": 3, "text": "hi", "photo": "b.png"}, {"u": "b.png?X-a=1"}]
)
def test_the_image_is_the_field_that_looks_like_one(tmp_path: Path, data: dict[str, Any]) -> None:
    (task,) = tasks(tmp_path, {"data": data})
    assert task.image.startswith("b.png")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"image": "a.jpg"}, "task 0 has no 'data'; export the project again as JSON, not"),
        (
            {"data": {"text": "a"}},
            r"task 0: none of the fields \['text'\] of 'data' names an image",
        ),
        ({"data": {"image": "\ud800"}}, "task 0: 'image' is .* but must be a text"),
        ({"data": {"image": "a.jpg"}, "annotations": [{}]}, "task 0: 'result' is None"),
        (
            {"data": {"image": "a.jpg"}, "annotations": [3]},
            "task 0: 'annotations' is .3. but must be",
        ),
    ],
)
def test_damage_is_named(tmp_path: Path, entry: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError, match=f"a.json, {message}"):
        tasks(tmp_path, entry)


def test_damaged_files_are_read_or_refused(
    tmp_path: Path, image: ImageRecord, damaged: Callable[[bytes], Iterator[bytes]]
) -> None:
    (path,) = write_label_studio(tmp_path / "a.json", image)
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        with contextlib.suppress(AnymaskError):
            for task in read_tasks(path):
                task.drawing(image.size).annotations(image.size)

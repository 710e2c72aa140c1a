"""Claims about video instance segmentation read frame by frame."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from anymask.data.suites.video_frames import VideoFrames
from anymask.errors import FormatError
from anymask.geometry import rle

Save = Callable[..., Path]
LAYOUT = VideoFrames("a.json", "train")


@pytest.fixture
def content(labels: np.ndarray) -> dict[str, Any]:
    mask = rle.to_coco(rle.encode(torch.from_numpy(labels == 2)[None])[0])
    common = {"category_id": 5, "video_id": 7, "id": 1}
    return {
        "videos": [{"id": 7, "file_names": ["v/1.jpg", "v/2.jpg", "v/3.jpg"]}],
        "categories": [{"id": 5, "name": "giraffe"}],
        "annotations": [
            {**common, "segmentations": [mask, None, mask]},
            {**common, "segmentations": [None, None, mask], "id": 2},
        ],
    }


@pytest.fixture
def root(photo: Save) -> Path:
    return photo("train/v/1.jpg", "train/v/2.jpg", "train/v/3.jpg")


def test_each_frame_has_the_objects_seen_in_it(
    root: Path, document: Save, content: dict[str, Any]
) -> None:
    document("a.json", content)
    dataset = LAYOUT.open(root, "OVIS")
    records = [dataset.record(n) for n in range(len(dataset))]
    assert [len(record.masks) for record in records] == [1, 0, 2]
    assert records[2].masks[1].category == "giraffe"
    assert records[0].masks[0].area == 4


def test_crowds_and_unknown_videos_are_counted(
    root: Path, document: Save, content: dict[str, Any]
) -> None:
    content["annotations"][0]["iscrowd"] = 1
    content["annotations"][1]["video_id"] = 8
    document("a.json", content)
    told = LAYOUT.open(root, "OVIS").left_out
    assert [(items.count, items.examples) for items in told] == [
        (1, ("annotations[0]",)),
        (1, ("annotations[1]",)),
    ]


def test_lists_of_another_length_are_refused(
    root: Path, document: Save, content: dict[str, Any]
) -> None:
    content["annotations"][0]["segmentations"].pop()
    document("a.json", content)
    with pytest.raises(FormatError, match=r"no list `segmentations` of 3 entries"):
        LAYOUT.open(root, "OVIS")
    content["videos"][0]["file_names"] = None
    document("a.json", content)
    with pytest.raises(FormatError, match="no list `file_names`"):
        LAYOUT.open(root, "OVIS")

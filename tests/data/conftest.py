"""What the data tests share: an image with masks of many kinds, and small sets on disk."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle

SIZE = (12, 17)


@pytest.fixture
def image() -> ImageRecord:
    """A ring with an island in it, two parts, the whole image, one pixel, and an empty mask."""
    masks = torch.zeros(5, *SIZE, dtype=torch.bool)
    masks[0, 1:10, 2:12] = True
    masks[0, 3:8, 4:10] = False
    masks[0, 5, 6] = True
    masks[1, 0:2, 0:2] = masks[1, 2:4, 2:4] = masks[1, 9:12, 14:17] = True
    masks[2] = True
    masks[3, 11, 16] = True
    runs = rle.encode(masks)
    records = (
        MaskRecord.of(
            runs[0],
            predicted_iou=0.9,
            stability_score=0.96,
            point_coords=((5.5, 2.5),),
            crop_box_xywh=(0.0, 0.0, 12.0, 12.0),
            parent=2,
            category="ring",
        ),
        MaskRecord.of(runs[1], predicted_iou=0.8, category="blocks"),
        MaskRecord.of(runs[2], predicted_iou=0.7),
        MaskRecord.of(runs[3], parent=1),
        MaskRecord.of(runs[4]),
    )
    return ImageRecord("photos/cat.jpg", SIZE, records, image_id=7)


PACK_SIZE = (20, 30)


@pytest.fixture
def block() -> Callable[[int], np.ndarray]:
    """Makes the mask of object `number` of the small pictures, (20, 30) bool."""

    def make(number: int) -> np.ndarray:
        mask = np.zeros(PACK_SIZE, dtype=bool)
        mask[2 : 6 + number, 1 + number : 9 + 2 * number] = True
        return mask

    return make


@pytest.fixture
def annotated() -> Callable[..., dict[str, object]]:
    """Encodes a mask with plain column-major run lengths, written out by hand."""

    def encode(mask: np.ndarray, **more: object) -> dict[str, object]:
        pixels = np.concatenate([[False], mask.T.ravel()])
        edges = np.flatnonzero(pixels[1:] != pixels[:-1])
        counts = np.diff(np.concatenate([[0], edges, [mask.size]])).tolist()
        segmentation = {"size": list(mask.shape), "counts": counts}
        return {"segmentation": segmentation, "area": int(mask.sum()), **more}

    return encode


@pytest.fixture
def jpeg() -> Callable[[int], bytes]:
    """Makes a grey JPEG of the size of the blocks."""

    def encode(grey: int) -> bytes:
        buffer = io.BytesIO()
        Image.new("RGB", PACK_SIZE[::-1], (grey, grey, grey)).save(buffer, "jpeg")
        return buffer.getvalue()

    return encode


@pytest.fixture
def files(
    block: Callable[[int], np.ndarray],
    annotated: Callable[..., dict[str, object]],
    jpeg: Callable[[int], bytes],
) -> dict[str, bytes]:
    """Three pairs of two sets, with 2, 0 and 5 objects, and an image without labels."""

    def labels(count: int) -> bytes:
        return json.dumps({"annotations": [annotated(block(n)) for n in range(count)]}).encode()

    return {
        "cats_1.jpg": jpeg(10),
        "cats_1.json": labels(2),
        "cats_2.jpg": jpeg(20),
        "cats_2.json": labels(0),
        "em_vnc_1.jpg": jpeg(30),
        "em_vnc_1.json": labels(5),
        "em_vnc_2.jpg": jpeg(40),  # no labels: not a pair
    }


@pytest.fixture
def folder(tmp_path: Path, files: dict[str, bytes]) -> Path:
    """A folder of pairs."""
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def archive(tmp_path: Path, files: dict[str, bytes]) -> Path:
    """The same pairs in a tar."""
    path = tmp_path / "pack.tar"
    with tarfile.open(path, "w") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"pack/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


@pytest.fixture
def coco(
    tmp_path: Path,
    block: Callable[[int], np.ndarray],
    annotated: Callable[..., dict[str, object]],
    jpeg: Callable[[int], bytes],
) -> Path:
    """A COCO folder: three images in two splits, two objects and a crowd."""
    folder = tmp_path / "zoo"
    (folder / "images").mkdir(parents=True)
    for number in range(3):
        (folder / "images" / f"{number}.jpg").write_bytes(jpeg(50 * number))
    images = [
        {"id": number, "file_name": f"{number}.jpg", "height": 20, "width": 30, "split": split}
        for number, split in enumerate(["train", "eval", "train"])
    ]
    annotations = [
        annotated(block(1), image_id=0, category_id=1),
        annotated(block(2), image_id=0, category_id=1, iscrowd=1),
        annotated(block(3), image_id=1, category_id=1),
    ]
    categories = [{"id": 1, "name": "block"}]
    content = {"images": images, "annotations": annotations, "categories": categories}
    (folder / "annotations.json").write_text(json.dumps(content))
    return folder

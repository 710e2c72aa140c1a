"""labelme files hold polygons where they are exact, and pictures where masks have holes."""

import base64
import io
import json
from pathlib import Path

import numpy as np
from PIL import Image

from anymask.data.exchange.labelme import labelme_bytes, write_labelme
from anymask.data.record import ImageRecord
from anymask.geometry import rle


def shapes(image: ImageRecord) -> list[dict]:
    return json.loads(labelme_bytes(image))["shapes"]


def test_the_file_has_the_fields_that_labelme_asks_for(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_labelme(tmp_path / "cat.json", image)
    content = json.loads(path.read_text())
    assert {
        key: content[key] for key in ("imagePath", "imageData", "imageHeight", "imageWidth")
    } == {
        "imagePath": "photos/cat.jpg",
        "imageData": None,
        "imageHeight": 12,
        "imageWidth": 17,
    }
    assert isinstance(content["flags"], dict)
    needed = {"label", "points", "group_id", "shape_type", "flags", "description", "mask"}
    assert all(needed <= shape.keys() for shape in content["shapes"])


def test_a_mask_in_parts_is_polygons_of_one_group(image: ImageRecord) -> None:
    parts = [shape for shape in shapes(image) if shape["label"] == "blocks"]
    assert [part["shape_type"] for part in parts] == ["polygon"] * 3
    assert {part["group_id"] for part in parts} == {1}
    assert [len(part["points"]) for part in parts] == [4, 4, 4]


def test_a_mask_with_a_hole_is_a_picture_between_its_first_and_last_pixel(
    image: ImageRecord,
) -> None:
    (ring,) = [shape for shape in shapes(image) if shape["label"] == "ring"]
    assert (ring["shape_type"], ring["points"]) == ("mask", [[2.0, 1.0], [11.0, 9.0]])
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(ring["mask"]))))
    whole = rle.decode(image.masks[0].rle).numpy()
    assert np.array_equal(pixels, whole[1:10, 2:12].astype(np.uint8))


def test_an_empty_mask_is_one_pixel_that_is_not_set(image: ImageRecord) -> None:
    last = shapes(image)[-1]
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(last["mask"]))))
    assert (pixels.shape, pixels.any(), last["points"]) == ((1, 1), False, [[0.0, 0.0], [0.0, 0.0]])


def test_quality_is_the_score_that_other_tools_show(image: ImageRecord) -> None:
    assert shapes(image)[0]["score"] == 0.9

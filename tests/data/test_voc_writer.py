"""VOC folders are written as the challenge has them, and read back but for overlaps."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.data.png import label_map
from anymask.data.record import ImageRecord
from anymask.data.voc import VocDataset
from anymask.data.voc_writer import VocWriter, palette
from anymask.errors import InputError


def _encoded(image: ImageRecord, kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", image.size[::-1], (200, 10, 10)).save(stream, kind)
    return stream.getvalue()


@pytest.fixture
def written(tmp_path: Path, image: ImageRecord) -> Path:
    writer = VocWriter(tmp_path)
    writer.add(image, _encoded(image, "JPEG"))
    writer.finish()
    return tmp_path


def test_objects_and_classes_are_read_back(written: Path, image: ImageRecord) -> None:
    labels = label_map(image)
    masks = VocDataset(written, "trainval").record(0).masks
    expected = [mask for i, mask in enumerate(image.masks) if (labels == i + 1).any()]
    areas = np.bincount(labels[labels > 0])
    assert [mask.area for mask in masks] == areas[areas > 0].tolist()
    assert [mask.category for mask in masks] == [mask.category or "object" for mask in expected]


def test_a_jpeg_stays_as_it_is_and_others_become_one(tmp_path: Path, image: ImageRecord) -> None:
    writer = VocWriter(tmp_path)
    jpeg = _encoded(image, "JPEG")
    writer.add(image, jpeg)
    writer.add(replace(image, file_name="dog.png"), _encoded(image, "PNG"))
    assert (tmp_path / "JPEGImages/photos_cat.jpg").read_bytes() == jpeg
    with Image.open(tmp_path / "JPEGImages/dog.jpg") as picture:
        assert picture.format == "JPEG"
        assert np.abs(np.asarray(picture).astype(int) - (200, 10, 10)).max() < 4


def test_pictures_have_the_colours_of_the_challenge(written: Path) -> None:
    with Image.open(written / "SegmentationObject" / "photos_cat.png") as picture:
        assert picture.mode == "P"
        assert picture.getpalette() == palette()
    assert palette()[3 * 15 : 3 * 16] == [192, 128, 128]  # person
    assert palette()[-3:] == [224, 224, 192]  # void


def test_more_objects_than_8_bits_number_are_refused(tmp_path: Path, image: ImageRecord) -> None:
    many = replace(image, masks=image.masks[:1] * 255)
    with pytest.raises(InputError, match=r"photos/cat\.jpg: 255 objects .* do not fit VOC"):
        VocWriter(tmp_path).add(many, b"")

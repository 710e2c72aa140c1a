"""Folders hold every image and its labels, where each form wants them."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from anymask.data.coco import write_coco
from anymask.data.folder_writers import FormatWriter, OneFileWriter, PairWriter, YoloWriter
from anymask.data.formats import find_format
from anymask.data.open import open_dataset
from anymask.data.record import ImageRecord
from anymask.data.writers import FORMS, DatasetWriter, find_form


def _photo(size: tuple[int, int]) -> bytes:
    stream = io.BytesIO()
    Image.new("L", size[::-1]).save(stream, "PNG")
    return stream.getvalue()


def _write(writer: DatasetWriter, images: list[ImageRecord]) -> None:
    for image in images:
        writer.add(image, _photo(image.size))
    writer.finish()


@pytest.mark.parametrize("form", FORMS)
def test_equal_names_do_not_overwrite_each_other(
    form: str, tmp_path: Path, image: ImageRecord
) -> None:
    _write(find_form(form).writer(tmp_path), [image, replace(image, file_name="photos/cat.png")])
    files = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    if form == "shards":
        assert len(open_dataset(tmp_path)) == 2
    else:
        assert len([name for name in files if name.endswith((".jpg", ".png"))]) >= 2
        assert any("-2." in name for name in files)


def test_yolo_names_its_classes(tmp_path: Path, image: ImageRecord) -> None:
    _write(YoloWriter(tmp_path), [replace(image, masks=image.masks[1:2]), image])
    yaml = (tmp_path / "data.yaml").read_text()
    assert yaml.splitlines()[2:] == ["names:", '  0: "blocks"', '  1: "ring"', '  2: "object"']
    first = (tmp_path / "labels/photos/cat.txt").read_text()
    assert first.startswith("0 ")


def test_annotation_formats_are_written_beside_the_images(
    tmp_path: Path, image: ImageRecord
) -> None:
    _write(FormatWriter(tmp_path, find_format("geojson")), [image])
    content = json.loads((tmp_path / "labels/photos/cat.geojson").read_text())
    assert content["image"]["file_name"] == "photos/cat.jpg"
    assert (tmp_path / "images/photos/cat.jpg").is_file()


def test_one_file_is_written_for_all_images(tmp_path: Path, image: ImageRecord) -> None:
    _write(OneFileWriter(tmp_path, write_coco, "all.json"), [image, image])
    content = json.loads((tmp_path / "all.json").read_text())
    names = [entry["file_name"] for entry in content["images"]]
    assert names == ["photos/cat.jpg", "photos/cat-2.jpg"]
    assert all((tmp_path / "images" / name).is_file() for name in names)


def test_pairs_name_their_image(tmp_path: Path, image: ImageRecord) -> None:
    _write(PairWriter(tmp_path, lambda one: one.file_name.encode()), [image])
    assert (tmp_path / "photos_cat.json").read_text() == "photos_cat.jpg"
    assert (tmp_path / "photos_cat.jpg").is_file()

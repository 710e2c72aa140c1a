"""CVAT files hold masks run by run, or outlines, with names that XML can hold."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from anymask.data.exchange.cvat import write_cvat, write_cvat_polygons
from anymask.data.record import ImageRecord
from anymask.geometry import rle


def decode(element: ElementTree.Element, size: tuple[int, int]) -> np.ndarray:
    """Set the pixels of every second run, one after the other, row by row within the box."""
    left, top, width, height = (
        int(element.attrib[key]) for key in ("left", "top", "width", "height")
    )
    mask, place, value = np.zeros(size, bool), 0, False
    for count in element.attrib["rle"].split(","):
        for pixel in range(place, place + int(count)):
            mask[top + pixel // width, left + pixel % width] = value
        place, value = place + int(count), not value
    assert place == width * height
    return mask


def test_masks_are_runs_within_their_box(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_cvat(tmp_path / "a.xml", image)
    elements = ElementTree.parse(path).findall("image/mask")
    for element, mask in zip(elements, image.masks, strict=True):
        assert np.array_equal(decode(element, image.size), rle.decode(mask.rle).numpy())
    ring = elements[0].attrib
    assert [ring[key] for key in ("left", "top", "width", "height")] == ["2", "1", "10", "9"]
    assert ring["rle"].startswith("0, 22, 6,")


def test_polygons_follow_the_outlines_of_the_parts(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_cvat_polygons(tmp_path / "a.xml", image)
    found = ElementTree.parse(path).findall("image/polygon")
    assert [one.get("group_id") for one in found] == ["1", "1", "2", "2", "2", None, None]
    assert found[2].get("points") == "0,0;2,0;2,2;0,2"


@pytest.mark.parametrize("write", [write_cvat, write_cvat_polygons])
def test_a_file_tells_its_images_and_labels(
    tmp_path: Path, image: ImageRecord, write: Callable[..., list[Path]]
) -> None:
    write(tmp_path / "a.xml", [image, replace(image, file_name="b.jpg", masks=())])
    root = ElementTree.parse(tmp_path / "a.xml").getroot()
    assert root.findtext("version") == "1.1"
    assert [name.text for name in root.findall("meta/task/labels/label/name")] == [
        "blocks",
        "object",
        "ring",
    ]
    about = [
        (each.get("id"), each.get("name"), each.get("width")) for each in root.findall("image")
    ]
    assert about == [("0", "photos/cat.jpg", "17"), ("1", "b.jpg", "17")]


@pytest.mark.parametrize("name", ["a \"b\" <c> & 'd'", "a\nb\tc", "猫 🐈", "]]>"])
def test_any_name_survives(tmp_path: Path, image: ImageRecord, name: str) -> None:
    named = replace(image, masks=(replace(image.masks[0], category=name),))
    (path,) = write_cvat(tmp_path / "a.xml", named)
    (element,) = ElementTree.parse(path).findall("image/mask")
    assert element.get("label") == name


def test_characters_that_xml_cannot_hold_are_spelled_out(
    tmp_path: Path, image: ImageRecord
) -> None:
    named = replace(image, masks=(replace(image.masks[0], category="a\x01\x0c"),))
    (path,) = write_cvat(tmp_path / "a.xml", named)
    assert ElementTree.parse(path).findall("image/mask")[0].get("label") == "a\\x01\\x0c"

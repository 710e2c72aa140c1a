"""YOLO text: all but holes survives, checked with a polygon filler that is not ours."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import ndimage
from skimage.draw import polygon2mask

from anymask.data.exchange.yolo import write_yolo
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import ConfigurationError
from anymask.geometry import rle


def read_masks(path: Path, image: ImageRecord) -> list[np.ndarray]:
    """Fill the outlines with scikit-image, by pixel centres."""
    height, width = image.size
    masks = []
    for line in path.read_text().splitlines():
        corners = np.array(line.split()[1:], float).reshape(-1, 2) * [width, height]
        masks.append(polygon2mask(image.size, corners[:, ::-1] - 0.5))
    return masks


def fill_parts(mask: np.ndarray) -> np.ndarray:
    """Fill the holes of each 4-connected part with scipy."""
    labels, count = ndimage.label(mask)
    return np.any([ndimage.binary_fill_holes(labels == i + 1) for i in range(count)], axis=0)


def test_outlines_give_the_masks_back_with_holes_filled(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_yolo(tmp_path / "cat.txt", image)
    solid = [fill_parts(rle.decode(mask.rle).numpy()) for mask in image.masks if mask.area]
    for found, expected in zip(read_masks(path, image), solid, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_random_parts_survive_in_one_line(tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    for _ in range(20):
        mask = generator.random((9, 11)) < generator.choice([0.3, 0.6, 0.8])
        (runs,) = rle.encode(torch.from_numpy(mask)[None])
        image = ImageRecord("a.png", mask.shape, (MaskRecord.of(runs),))
        (path,) = write_yolo(tmp_path / "a.txt", image)
        np.testing.assert_array_equal(read_masks(path, image)[0], fill_parts(mask))


def test_coordinates_lie_between_0_and_1(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_yolo(tmp_path / "cat.txt", image)
    for line in path.read_text().splitlines():
        number, *corners = line.split()
        assert number == "0"
        assert all(0 <= float(value) <= 1 for value in corners)


def test_classes_are_numbered_by_the_list_of_the_data_set(
    tmp_path: Path, image: ImageRecord
) -> None:
    named = replace(image, masks=image.masks[:2])
    (path,) = write_yolo(tmp_path / "cat.txt", named, ["cat", "blocks", "ring"])
    assert [line.split()[0] for line in path.read_text().splitlines()] == ["2", "1"]
    with pytest.raises(ConfigurationError, match=r"'ring' is no class.*did you mean 'rings'"):
        write_yolo(tmp_path / "cat.txt", named, ["rings", "blocks"])


def test_an_image_without_masks_is_an_empty_file(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_yolo(tmp_path / "cat.txt", replace(image, masks=()))
    assert path.read_text() == ""

"""Claims about label pictures."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anymask.data.broken import BrokenSampleError
from anymask.data.suites.pictures import EachValue, Pictures, open_picture, whole_picture
from anymask.errors import InputError
from anymask.geometry import rle

Save = Callable[..., Path]

BESIDE = Pictures(
    marker="img",
    images=("img/*.jpg",),
    part=r"^img/(.*)\.jpg$",
    labels=(r"map/\1.png", r"map/\1_part_*.png"),
    read=EachValue(),
)


def test_each_value_is_an_object_in_its_own_place(label_picture: Save, labels: np.ndarray) -> None:
    found = EachValue()(label_picture("a.png"))
    masks = [rle.decode(each["segmentation"]).numpy() for each in found]
    np.testing.assert_array_equal(masks, [labels == 1, labels == 2])
    assert [each["area"] for each in found] == [2, 4]


def test_values_can_be_chosen_and_named(label_picture: Save) -> None:
    reader = EachValue(is_object=lambda value: value == 2, category={2: "leaf"}.get)
    assert [each["category"] for each in reader(label_picture("a.png"))] == ["leaf"]


def test_a_whole_picture_is_one_object(label_picture: Save, labels: np.ndarray) -> None:
    (found,) = whole_picture(label_picture("a.png"))
    np.testing.assert_array_equal(rle.decode(found["segmentation"]).numpy(), labels > 0)
    (black,) = whole_picture(label_picture("b.png", labels * 0))
    assert black["area"] == 0


@pytest.mark.parametrize("mode", ["L", "P", "I;16", "RGB"])
def test_the_kind_of_picture_does_not_matter(tmp_path: Path, labels: np.ndarray, mode: str) -> None:
    picture = Image.fromarray(labels.astype(np.uint16) if mode == "I;16" else labels)
    path = tmp_path / "a.png"
    (picture.convert(mode) if mode == "RGB" else picture).save(path)
    assert len(np.unique(open_picture(path))) == 3


def test_all_pictures_of_an_image_are_read(photo: Save, label_picture: Save) -> None:
    root = photo("img/a.jpg")
    for name in ("a.png", "a_part_1.png", "a_part_2.png"):
        label_picture(f"map/{name}")
    dataset = BESIDE.open(root, "Set")
    assert len(dataset.compact(0).masks) == 6


def test_images_without_labels_are_counted(photo: Save, label_picture: Save) -> None:
    root = photo("img/a.jpg", "img/b.jpg", "img/c.jpg")
    label_picture("map/b.png")
    dataset = BESIDE.open(root, "Set")
    assert [dataset.name(n) for n in range(len(dataset))] == ["img/b.jpg"]
    (items,) = dataset.left_out
    assert str(items) == "left out 2 images without a label picture: img/a.jpg, img/c.jpg"


def test_wildcards_in_names_are_letters(photo: Save, label_picture: Save) -> None:
    root = photo("img/a[1].jpg")
    label_picture("map/a[1].png")
    assert BESIDE.open(root, "Set").left_out == ()


def test_a_picture_that_is_its_own_label_is_none(photo: Save) -> None:
    root = photo("img/a.jpg", "img/b.jpg")
    same = Pictures("img", ("img/*.jpg",), "nowhere", ("else",), EachValue())
    with pytest.raises(InputError, match="no labelled image"):
        same.open(root, "Set")


def test_a_label_picture_of_another_size_breaks_the_image(
    photo: Save, label_picture: Save, labels: np.ndarray
) -> None:
    root = photo("img/a.jpg")
    label_picture("map/a.png", labels.T.copy())
    with pytest.raises(BrokenSampleError, match=r"img/a\.jpg cannot be used"):
        BESIDE.open(root, "Set").compact(0)

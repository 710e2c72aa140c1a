"""Every form of a data set is written and read back: masks, images, names and categories."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from anymask.data.open import open_dataset
from anymask.data.record import ImageRecord, MaskRecord
from anymask.data.writers import FORMS, find_form
from anymask.errors import ConfigurationError
from anymask.geometry import rle

READABLE = ["coco", "lvis", "sa1b", "shards", "png", "labelme", "cvat", "label-studio"]
STACKS = arrays(np.bool_, st.tuples(st.integers(1, 4), st.just(5), st.just(7)))


def _photo(size: tuple[int, int], grey: int) -> bytes:
    stream = io.BytesIO()
    Image.new("L", size[::-1], grey).save(stream, "PNG")
    return stream.getvalue()


def _write(form: str, folder: Path, images: list[ImageRecord]) -> None:
    writer = find_form(form).writer(folder)
    for number, image in enumerate(images):
        writer.add(image, _photo(image.size, number))
    writer.finish()


@settings(max_examples=10, deadline=None)
@given(st.lists(STACKS, min_size=1, max_size=3))
@pytest.mark.parametrize("form", READABLE)
def test_masks_and_images_come_back(
    form: str, tmp_path_factory: pytest.TempPathFactory, stacks: list[np.ndarray]
) -> None:
    folder = tmp_path_factory.mktemp("set")
    images = [
        ImageRecord(
            f"b/{i}.png", (5, 7), tuple(map(MaskRecord.of, rle.encode(torch.from_numpy(s))))
        )
        for i, s in enumerate(stacks)
    ]
    _write(form, folder, images)
    dataset = open_dataset(folder)
    assert len(dataset) == len(stacks)
    for index, stack in enumerate(stacks):
        assert np.array_equal(dataset[index].masks.numpy(), stack)
        assert dataset.image_bytes(index) == _photo((5, 7), index)


@pytest.mark.parametrize(
    "form", ["coco", "lvis", "voc", "yolo", "labelme", "cvat", "cvat-polygons", "label-studio"]
)
def test_categories_come_back_where_the_form_has_them(
    form: str, tmp_path: Path, image: ImageRecord
) -> None:
    _write(form, tmp_path, [replace(image, masks=image.masks[:2])])
    masks = open_dataset(tmp_path).record(0).masks
    assert {mask.category for mask in masks} == {"ring", "blocks"}


@pytest.mark.parametrize("form", FORMS)
def test_the_loss_of_a_form_is_said_in_words(form: str) -> None:
    assert bool(FORMS[form].loss) == (form not in ("coco", "lvis"))
    assert ("holes" in FORMS[form].loss) == (form in ("yolo", "cvat-polygons"))


def test_names_are_unique_and_unknown_ones_answered() -> None:
    assert all(name == form.name for name, form in FORMS.items())
    with pytest.raises(ConfigurationError, match="no form 'cocoo'; did you mean 'coco'"):
        find_form("cocoo")

"""CVAT files are read as they are written, whole or damaged."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from anymask.data.annotation import read_mask
from anymask.data.exchange.cvat import write_cvat
from anymask.data.exchange.cvat_index import read_cvat
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import AnymaskError, FormatError
from anymask.geometry import rle

STACKS = arrays(np.bool_, st.tuples(st.integers(0, 3), st.integers(1, 8), st.integers(1, 8)))


def read(path: Path) -> list[list[MaskRecord]]:
    return [
        [read_mask(each, one.size, "x") for each in one.drawing(one.size).annotations(one.size)]
        for one in read_cvat(path).images
    ]


def save(path: Path, inside: str) -> Path:
    path.write_text(f"<annotations><version>1.1</version>{inside}</annotations>", "utf-8")
    return path


@settings(max_examples=40, deadline=None)
@given(st.lists(STACKS, max_size=3))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, stacks: list[np.ndarray]
) -> None:
    images = [
        ImageRecord(f"{i}.png", s.shape[1:], tuple(map(MaskRecord.of, rle.encode(torch.tensor(s)))))
        for i, s in enumerate(stacks)
    ]
    (path,) = write_cvat(tmp_path_factory.mktemp("a") / "a.xml", images)
    found = [[mask.rle for mask in masks] for masks in read(path)]
    assert found == [[mask.rle for mask in image.masks] for image in images]


def test_names_sizes_and_subsets_are_read(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_cvat(tmp_path / "a.xml", image)
    path.write_text(path.read_text().replace("<image ", '<image subset="Train" '))
    (found,) = read_cvat(path).images
    assert (found.name, found.size, found.split) == ("photos/cat.jpg", (12, 17), "Train")


def test_only_children_of_an_image_are_shapes(tmp_path: Path) -> None:
    inside = (
        '<track id="0"><box/></track><image name="a.jpg" width="4" height="4">'
        '<tag label="day"/><skeleton label="man"><points points="1,1"/></skeleton>'
        '<polygon points="0,0;1,0;1,1"><attribute name="a">b</attribute></polygon></image>'
    )
    file = read_cvat(save(tmp_path / "a.xml", inside))
    (image,) = file.images
    assert file.tracks == 1
    assert image.drawing((4, 4)).left_out == ("labels of whole images", "skeletons")
    assert len(image.drawing((4, 4)).shapes) == 1


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ('<track id="0"/>', "made for video; export it again as 'CVAT for images 1.1'"),
        ('<image name="../a.jpg" width="4" height="4"/>', "image 0: 'name' is '../a.jpg'"),
        ('<image width="4" height="4"/>', "image 0: 'name' is None"),
        ('<image name="a" width="4"/>', "'height' is ''"),
        ('<image name="a" width="99999" height="99999"/>', "more than the 100000000"),
    ],
)
def test_damage_is_named(tmp_path: Path, inside: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_cvat(save(tmp_path / "a.xml", inside))


def test_other_xml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<svg/>")
    with pytest.raises(FormatError, match="begins with <svg>; export 'CVAT for images"):
        read_cvat(tmp_path / "a.xml")


def test_an_image_of_another_size_is_refused(tmp_path: Path, image: ImageRecord) -> None:
    (path,) = write_cvat(tmp_path / "a.xml", replace(image, masks=()))
    with pytest.raises(FormatError, match=r"\(12, 18\) pixels .*, the annotation file says"):
        read_cvat(path).images[0].drawing((12, 18))


def test_damaged_files_are_read_or_refused(
    tmp_path: Path, image: ImageRecord, damaged: Callable[[bytes], Iterator[bytes]]
) -> None:
    (path,) = write_cvat(tmp_path / "a.xml", [image, image])
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        with contextlib.suppress(AnymaskError):
            read(path)

"""What all sets of drawn images have in common: splits, what is left out, what is broken."""

import contextlib
import pickle
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from anymask.data.broken import BrokenSampleError
from anymask.data.exchange.drawn import Drawing, Shape
from anymask.data.exchange.drawn_dataset import DrawnDataset, DrawnImage, DrawnSet, read_image
from anymask.data.open import open_dataset
from anymask.data.record import ImageRecord
from anymask.data.writers import find_form
from anymask.errors import AnymaskError, ConfigurationError, FormatError, InputError
from anymask.shapes import Size
from anymask.storage.images import SUFFIXES

DRAWING = Drawing((Shape([0.0, 0.0, 2.0, 0.0, 2.0, 2.0, 0.0, 2.0], "cat"),), ("lines",))


def draw(size: Size) -> Drawing:
    return DRAWING


def refuse(size: Size) -> Drawing:
    raise FormatError("the file is damaged")


@pytest.fixture
def images(tmp_path: Path, picture: Callable[[tuple[int, int]], bytes]) -> list[DrawnImage]:
    """One to train with, one to test with and whose shapes are damaged, one that is missing."""
    (tmp_path / "a.png").write_bytes(picture((4, 5)))
    content = partial(read_image, tmp_path / "a.png", "a.png")
    return [
        DrawnImage("a.png", content, draw, frozenset({"train"})),
        DrawnImage("b.png", content, refuse, frozenset({"test"})),
        DrawnImage("c.png", partial(read_image, None, "c.png"), draw),
    ]


def test_images_and_objects_are_read(images: list[DrawnImage]) -> None:
    dataset = DrawnDataset(DrawnSet(Path("x"), "zoo", images))
    assert (len(dataset), dataset.source(0), dataset.name(0)) == (3, "zoo", "a.png")
    assert [(mask.area, mask.category) for mask in dataset.record(0).masks] == [(4, "cat")]


def test_a_split_keeps_its_images(images: list[DrawnImage]) -> None:
    found = DrawnSet(Path("x"), "zoo", images)
    assert len(DrawnDataset(found, "train")) == 1
    with pytest.raises(InputError, match="x has no split 'trian'; did you mean 'train'"):
        DrawnDataset(found, "trian")
    with pytest.raises(ConfigurationError, match="split is 'train', but x has none"):
        DrawnDataset(DrawnSet(Path("x"), "zoo", images[2:]), "train")


@pytest.mark.parametrize(
    ("index", "message"), [(1, "the file is damaged"), (2, "no file of the set is its image 'c")]
)
def test_what_is_broken_is_named(images: list[DrawnImage], index: int, message: str) -> None:
    with pytest.raises(BrokenSampleError, match=message):
        DrawnDataset(DrawnSet(Path("x"), "zoo", images)).record(index)


def test_what_is_left_out_is_counted_beside_what_is_broken(images: list[DrawnImage]) -> None:
    found = DrawnSet(Path("x"), "zoo", images, {"boxes": ["d.png"]})
    dataset = DrawnDataset(found)
    told = {items.reason: items.count for items in dataset.left_out}
    assert told == {"boxes": 1, "lines": 1}
    assert dataset.left_out == dataset.left_out


def test_nothing_to_open_is_an_error() -> None:
    with pytest.raises(InputError, match=r"x has no labelled image: left out 1 boxes: d\.png"):
        DrawnDataset(DrawnSet(Path("x"), "zoo", [], {"boxes": ["d.png"]}))


def test_workers_of_a_loader_can_take_it_along(images: list[DrawnImage]) -> None:
    dataset = DrawnDataset(DrawnSet(Path("x"), "zoo", images))
    assert pickle.loads(pickle.dumps(dataset)).record(0) == dataset.record(0)


@pytest.mark.parametrize("form", ["labelme", "cvat", "cvat-polygons", "yolo", "label-studio"])
def test_sets_with_a_damaged_file_are_opened_or_refused(
    form: str,
    tmp_path: Path,
    image: ImageRecord,
    picture: Callable[[tuple[int, int]], bytes],
    damaged: Callable[[bytes], Iterator[bytes]],
) -> None:
    writer = find_form(form).writer(tmp_path / "set")
    writer.add(image, picture(image.size))
    writer.finish()
    files = [path for path in (tmp_path / "set").rglob("*.*") if path.suffix not in SUFFIXES]
    for path in files:
        sound = path.read_bytes()
        for content in damaged(sound):
            path.write_bytes(content)
            read_whatever_can_be_read(tmp_path / "set")
        path.write_bytes(sound)
    assert {path.name for path in tmp_path.iterdir()} == {"set"}
    assert len(open_dataset(tmp_path / "set").record(0).masks) >= 4


def read_whatever_can_be_read(folder: Path) -> None:
    with contextlib.suppress(AnymaskError):
        dataset = open_dataset(folder)
        assert all(items.count for items in dataset.left_out)
        for index in range(len(dataset)):
            dataset.record(index)

"""A release is complete, tells what it is, and is the same whenever it is written."""

import hashlib
import json
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from anymask.data.open import open_dataset
from anymask.engine.blur import Regions
from anymask.engine.database.tables import Image, Project
from anymask.engine.images import image_key
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine
from anymask.engine.release import Release, release, release_form
from anymask.errors import ConfigurationError, InputError

PUBLISHED = ("sa1b-shards", "coco", "lvis", "yolo", "labelme", "cvat", "label-studio")


@pytest.fixture
def labelled(engine: Engine, project: Project, square) -> Project:
    """The project with masks on two of its three images."""

    def work(session):
        a, b, _ = session.scalars(select(Image).order_by(Image.name))
        for image, x, name in ((a, 3, "cat"), (a, 20, None), (b, 9, "dog")):
            given = MaskInput(
                uuid4(), uuid4(), 0, square(x), name, predicted_iou=0.9, point_coords=[(x, 5.5)]
            )
            save_mask(session, image, given, Author("assisted-manual"))

    engine.database.write(work)
    return project


@pytest.fixture
def write(engine: Engine, labelled: Project, tmp_path: Path):
    """The function that writes a release."""

    def write_release(name: str = "set", form: str = "sa1b-shards", **more) -> Release:
        return release(engine, labelled, release_form(form), tmp_path / name, **more)

    return write_release


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_shards_hold_images_and_masks_as_they_were_drawn(write, tmp_path: Path) -> None:
    done = write()
    assert (done.images, done.masks, done.broken) == (2, 3, {})
    first = open_dataset(tmp_path / "set" / "data")
    masks = [mask for index in range(2) for mask in first.record(index).masks]
    assert {mask.box_xywh for mask in masks} == {(3, 4, 5, 5), (20, 4, 5, 5), (9, 4, 5, 5)}
    assert {mask.predicted_iou for mask in masks} == {0.9}
    assert {mask.point_coords for mask in masks} == {((3, 5.5),), ((20, 5.5),), ((9, 5.5),)}


def test_two_releases_are_equal_byte_for_byte(write, tmp_path: Path) -> None:
    write("one")
    write("two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_every_file_has_its_checksum(write, tmp_path: Path) -> None:
    write()
    written = files(tmp_path / "set")
    sums = dict(
        line.split("  ")[::-1] for line in written.pop("sha256sums.txt").decode().split("\n")[:-1]
    )
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}
    assert {"datasheet.md", "statistics.json", "statistics.png", "images.jsonl"} < sums.keys()


def test_ids_stay_when_images_are_added(
    engine: Engine, labelled: Project, write, square, tmp_path: Path
) -> None:
    write("before")

    def work(session):
        image = session.scalars(select(Image).where(Image.name == "c.png")).one()
        save_mask(session, image, MaskInput(uuid4(), uuid4(), 0, square()), Author("automatic"))

    engine.database.write(work)
    write("after")
    before, after = (
        {line["name"]: line["image_id"] for line in _lines(tmp_path / name)}
        for name in ("before", "after")
    )
    assert before.keys() == {"a.png", "b.png"}
    assert before.items() < after.items()


@pytest.mark.parametrize("form", PUBLISHED)
def test_every_form_is_read_back(write, tmp_path: Path, form: str) -> None:
    done = write(form=form)
    dataset = open_dataset(tmp_path / "set" / "data")
    areas = [mask.area for index in range(len(dataset)) for mask in dataset.record(index).masks]
    assert (len(dataset), areas) == (2, [25, 25, 25])
    assert (f"loses: {done.loss}" in (tmp_path / "set/datasheet.md").read_text()) is bool(done.loss)


def test_only_finished_images_on_demand(write) -> None:
    with pytest.raises(InputError, match="no labelled images"):
        write(finished_only=True)


def test_a_damaged_image_is_named_and_the_rest_released(
    engine: Engine, write, tmp_path: Path
) -> None:
    with engine.database.reading() as session:
        image = session.scalars(select(Image).where(Image.name == "a.png")).one()
    engine.store.put(image_key(image.sha256), b"torn")
    done = write(form="coco")
    assert done.images == 1
    assert "damaged" in done.broken["a.png"]
    assert json.loads((tmp_path / "set/broken.jsonl").read_text())["name"] == "a.png"


def test_the_hook_sees_every_image(write, tmp_path: Path) -> None:
    seen = []

    def look(pixels):
        seen.append(pixels.mean())
        return Regions(((0, 0, 9, 9),))

    write(form="coco", find_regions=look)
    assert seen == [10, 90]
    assert "was blurred" in (tmp_path / "set/datasheet.md").read_text()


def test_an_image_that_the_hook_cannot_judge_is_not_released(write) -> None:
    def fail(pixels):
        raise InputError("the hook says nothing")

    with pytest.raises(InputError, match="the hook says nothing"):
        write(find_regions=fail)


def test_an_unknown_form_gets_a_suggestion() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'coco'"):
        release_form("cocoo")


def _lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "images.jsonl").read_text().splitlines()]

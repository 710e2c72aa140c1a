"""Claims about the packs of a training."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from anymask.data.open import open_dataset
from anymask.engine.database.masks import AUTOMATIC, DETECTOR, PERSON
from anymask.engine.database.tables import Image, Project, Task
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine
from anymask.engine.training_pack import Packs, write_packs
from anymask.errors import InputError

DRAWN = {
    "a.png": ((PERSON, 3), (DETECTOR, 5), (AUTOMATIC, 7)),
    "b.png": ((PERSON, 4), (DETECTOR, 6)),
    "c.png": ((AUTOMATIC, 8),),
}
"""Origins and sides of the squares on each image."""


@pytest.fixture
def masked(engine: Engine, project: Project, square) -> Project:
    """The project with masks; b.png is held out, and a.png finished."""

    def work(session) -> None:
        for image in session.scalars(select(Image)):
            image.held_out = image.name == "b.png"
            for origin, side in DRAWN[image.name]:
                given = MaskInput(uuid4(), uuid4(), 0, square(side=side))
                save_mask(session, image, given, Author("assisted-manual", origin))
        session.scalars(select(Task).order_by(Task.id)).first().state = "done"

    engine.database.write(work)
    return project


def pack(engine: Engine, project: Project, folder: Path, *, finished_only: bool = False) -> Packs:
    """Write the packs."""
    return write_packs(engine, project, folder, lambda *_: None, finished_only=finished_only)


def areas(path: Path | None) -> dict[str, list[int]]:
    """Areas of the masks of each image of a pack."""
    assert path is not None
    dataset = open_dataset(path)
    records = [dataset.record(index) for index in range(len(dataset))]
    return {each.file_name: sorted(mask.area for mask in each.masks) for each in records}


def test_what_the_model_labelled_alone_is_kept_apart(engine, masked, tmp_path: Path) -> None:
    packs = pack(engine, masked, tmp_path / "packs")
    assert areas(packs.manual) == {"manual_000000001.png": [9, 25]}
    assert areas(packs.automatic) == {
        "automatic_000000001.png": [49],
        "automatic_000000003.png": [64],
    }


def test_what_is_filled_in_and_nobody_has_seen_is_the_models(
    engine, masked, tmp_path: Path
) -> None:
    def work(session) -> None:
        session.scalars(select(Task).order_by(Task.id)).first().state = "open"

    engine.database.write(work)
    packs = pack(engine, masked, tmp_path / "packs")
    assert areas(packs.manual) == {"manual_000000001.png": [9]}
    assert areas(packs.automatic)["automatic_000000001.png"] == [25, 49]


def test_models_are_judged_on_what_people_drew(engine, masked, tmp_path: Path) -> None:
    packs = pack(engine, masked, tmp_path / "packs")
    assert areas(packs.held_out) == {"held-out_000000002.png": [16]}
    assert {open_dataset(packs.held_out).source(0)} == {"held-out"}


def test_packs_stay_as_they_were(engine, masked, tmp_path: Path) -> None:
    pack(engine, masked, tmp_path / "packs")
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "packs").rglob("*.tar")}
    pack(engine, masked, tmp_path / "packs")
    assert files == {path: path.stat().st_mtime_ns for path in files}


def test_images_that_are_not_finished_can_be_left_out(engine, masked, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no finished images with masks to judge a new model on"):
        pack(engine, masked, tmp_path / "packs", finished_only=True)


def test_a_project_without_masks_is_named(engine, project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="project 'zoo' has no images with masks to learn from"):
        pack(engine, project, tmp_path / "packs")

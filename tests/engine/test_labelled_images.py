"""The images of a project are a data set like any other."""

from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import select

from anymask.data.broken import BrokenSampleError
from anymask.engine.database.tables import Image, Task
from anymask.engine.images import image_key
from anymask.engine.labelled_images import LabelledImages, image_id_of
from anymask.engine.masks import Author, MaskInput, save_mask


@pytest.fixture
def masked(engine, project, square) -> str:
    """The project with a mask on its first image; returns the hash of the image."""

    def work(session):
        image = session.scalars(select(Image).order_by(Image.name)).first()
        given = MaskInput(uuid4(), uuid4(), 0, square(), "cat")
        save_mask(session, image, given, Author("assisted-manual"))
        return image.sha256

    return engine.database.write(work)


def test_an_image_with_masks_belongs_to_it(engine, project, masked: str) -> None:
    images = LabelledImages(engine, project)
    assert (len(images), images.name(0), images.source(0)) == (1, "a.png", "zoo")
    assert images.record(0).image_id == image_id_of(masked)


def test_the_reader_of_annotations_sees_the_same_masks(engine, project, masked: str) -> None:
    images = LabelledImages(engine, project)
    sample = images[0]
    assert sample.masks.sum() == images.record(0).masks[0].area == 25
    assert np.asarray(sample.image).mean() == pytest.approx(10)


def test_a_finished_image_belongs_to_it_without_masks(engine, project, masked: str) -> None:
    def work(session):
        task = session.scalars(select(Task).join(Image).where(Image.name == "b.png")).one()
        task.state = "done"

    engine.database.write(work)
    assert [each.name for each in LabelledImages(engine, project).listed] == ["a.png", "b.png"]
    only = LabelledImages(engine, project, finished_only=True)
    assert [each.name for each in only.listed] == ["b.png"]


def test_a_flagged_image_does_not(engine, project, masked: str) -> None:
    def work(session):
        session.scalars(select(Image).where(Image.name == "a.png")).one().state = "faulty"

    engine.database.write(work)
    assert len(LabelledImages(engine, project)) == 0


def test_a_file_that_changed_is_refused(engine, project, masked: str) -> None:
    engine.store.put(image_key(masked), b"other")
    with pytest.raises(BrokenSampleError, match=r"a.png .* damaged"):
        LabelledImages(engine, project).image_bytes(0)


def test_files_and_names_can_be_changed(engine, project, masked: str) -> None:
    images = LabelledImages(
        engine, project, rename=lambda name, number: f"{number}.png", change=lambda file: file[:4]
    )
    assert images.name(0) == f"{image_id_of(masked)}.png"
    assert images.image_bytes(0) == b"\x89PNG"

"""Claims about the numbers of a project on a page."""

from dataclasses import replace

import pytest

from anymask.data.statistics import Tally
from anymask.engine.labelled_images import LabelledImages
from anymask.engine.sampled_statistics import sampled_statistics


def test_a_fresh_project_has_images_without_masks(engine, project) -> None:
    with engine.database.reading() as session:
        found = sampled_statistics(session, project)
    assert (found.numbers.images, found.numbers.images_without_masks) == (3, 3)
    assert (found.sampled_images, found.sampled_masks, found.numbers.masks) == (0, 0, 0)


@pytest.fixture
def labelled(desk, square) -> None:
    """Three images with one, two and three masks."""
    ann = desk.person("ann")
    for number in (1, 2, 3):
        held = desk.take(ann)
        for place in range(number):
            desk.draw(held, square(2 + 9 * place, 4 + place))
        desk.complete(held)


def test_all_masks_of_a_small_project_are_measured(engine, project, labelled) -> None:
    with engine.database.reading() as session:
        found = sampled_statistics(session, project)
    tally = Tally()
    images = LabelledImages(engine, project)
    for index in range(3):
        tally.add(images.record(index), project.name)
    assert replace(found.numbers, sources={}) == replace(tally.result(), sources={})
    assert (found.sampled_images, found.sampled_masks) == (3, 6)


def test_a_sample_keeps_the_numbers_of_all_images(engine, project, labelled) -> None:
    with engine.database.reading() as session:
        found = sampled_statistics(session, project, most_masks=2)
    assert found.numbers.masks_per_image == [0, 1, 1, 1]
    assert found.numbers.masks == 6
    assert found.sampled_images == 1
    assert sum(found.numbers.relative_sizes) == found.sampled_masks

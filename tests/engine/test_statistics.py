"""Claims about what was labelled in which round."""

from uuid import uuid4

import pytest
import torch
from sqlalchemy import select

from anymask.engine.database.masks import AUTOMATIC
from anymask.engine.database.tables import Image, Model, Project, Task
from anymask.engine.database.work import ANNOTATE, DONE
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine
from anymask.engine.rounds import end_round
from anymask.engine.statistics import Labelled, labelled
from anymask.geometry import rle

ASSISTED, AUTOMATIC_STAGE = "assisted-manual", "fully-automatic"


def draw_square(session, image: Image, side: int, clock, author: Author) -> None:
    """Save a square in the corner of an image: two clicks, three seconds."""
    mask = torch.zeros(image.height, image.width, dtype=torch.bool)
    mask[:side, :side] = True
    counts = str(rle.to_coco(rle.encode(mask[None])[0])["counts"])
    given = MaskInput(uuid4(), uuid4(), 0, counts, clicks=2, seconds=3.0)
    save_mask(session, image, given, author, clock)


def finish_first(session, clock) -> Image:
    """Finish the task of the first image."""
    image = session.scalars(select(Image).order_by(Image.id)).first()
    task = session.scalar(select(Task).where(Task.image_id == image.id, Task.kind == ANNOTATE))
    task.state, task.ended_ms = DONE, clock()
    return image


@pytest.fixture
def lines(engine: Engine, project: Project, clock) -> list[Labelled]:
    """Two masks of people in the first round; one of theirs and one of the model in the second."""
    clock.ms = project.created_ms

    def work(session):
        row = session.get_one(Project, project.id)
        session.get_one(Model, row.model_id).scores = {"regular": 0.5}
        image = finish_first(session, clock)
        for side in (2, 3):
            clock.turn(1)
            draw_square(session, image, side, clock, Author(ASSISTED))
        clock.turn(1)
        end_round(session, row, {}, clock)
        clock.turn(1)
        draw_square(session, image, 4, clock, Author(ASSISTED))
        draw_square(session, image, 5, clock, Author(AUTOMATIC_STAGE, AUTOMATIC))
        return labelled(session, row)

    found: list[Labelled] = engine.database.write(work)
    return found


def test_a_round_counts_what_was_made_in_it(lines: list[Labelled]) -> None:
    assert lines[0] == Labelled(1, ASSISTED, 1, 2, 0, 2.0, 3.0, 2.0, "tiny", 0.5)


def test_stages_of_a_round_are_told_apart(lines: list[Labelled]) -> None:
    assert [(line.round, line.stage, line.drawn, line.filled_in) for line in lines[1:]] == [
        (2, ASSISTED, 1, 0),
        (2, AUTOMATIC_STAGE, 0, 1),
    ]


def test_masks_of_models_cost_nobody_anything(lines: list[Labelled]) -> None:
    assert lines[2].seconds_per_mask is None
    assert lines[2].clicks_per_mask is None


def test_a_fresh_project_has_one_empty_line(engine: Engine, project: Project) -> None:
    with engine.database.reading() as session:
        (line,) = labelled(session, project)
    assert (line.images, line.drawn, line.masks_per_image) == (0, 0, None)


def test_a_mask_of_the_moment_between_two_rounds_counts_once(
    engine: Engine, project: Project, clock
) -> None:
    clock.ms = project.created_ms

    def work(session) -> list[Labelled]:
        image = session.scalars(select(Image)).first()
        row = session.get_one(Project, project.id)
        for side in range(2, 6):  # the clock stands still: masks and ends of rounds coincide
            draw_square(session, image, side, clock, Author(ASSISTED))
            end_round(session, row, {}, clock)
            clock.turn(side % 2)
        return labelled(session, row)

    assert sum(line.drawn for line in engine.database.write(work)) == 4


def test_a_round_that_ended_with_training_tells_what_came_of_it(
    engine: Engine, project: Project
) -> None:
    outcome = {"before": {"regular": 0.4}, "after": {"regular": 0.6}, "promoted": True}

    def work(session) -> list[Labelled]:
        row = session.get_one(Project, project.id)
        end_round(session, row, outcome)
        return labelled(session, row)

    ended, present = engine.database.write(work)
    assert (ended.iou, ended.next_iou, ended.promoted) == (0.4, 0.6, True)
    assert (present.next_iou, present.promoted) == (None, None)

"""Claims about rounds."""

from uuid import uuid4

import pytest
import torch
from sqlalchemy import select

from anymask.engine.database.masks import DETECTOR, PERSON
from anymask.engine.database.tables import Image, Project
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine
from anymask.engine.rounds import (
    TRAINED_UNTIL,
    begin_stage,
    end_round,
    rounds_of,
    training_is_due,
    untrained_masks,
)
from anymask.engine.settings import TrainRules
from anymask.geometry import rle


def draw_square(session, image: Image, side: int, origin: str = PERSON) -> None:
    """Save a square in the corner of an image."""
    mask = torch.zeros(1, image.height, image.width, dtype=torch.bool)
    mask[:, :side, :side] = True
    counts = str(rle.to_coco(rle.encode(mask)[0])["counts"])
    given = MaskInput(uuid4(), uuid4(), 0, counts, clicks=2, seconds=3.0)
    save_mask(session, image, given, Author("assisted-manual", origin))


def test_a_project_begins_in_its_first_round(engine: Engine, project: Project) -> None:
    with engine.database.reading() as session:
        (only,) = rounds_of(session, project)
    assert (only.number, only.stage, only.model_id) == (1, "assisted-manual", project.model_id)
    assert (only.started_ms, only.ended_ms) == (project.created_ms, None)


def test_rounds_follow_each_other_without_a_gap(engine: Engine, project: Project, clock) -> None:
    def work(session):
        row = session.get_one(Project, project.id)
        for number in (1, 2):
            clock.turn(60)
            end_round(session, row, {"ended": number}, clock)
        return rounds_of(session, row)

    first, second, third = engine.database.write(work)
    assert (first.outcome, second.outcome) == ({"ended": 1}, {"ended": 2})
    assert (first.ended_ms, second.ended_ms) == (second.started_ms, third.started_ms)
    assert [each.number for each in (first, second, third)] == [1, 2, 3]


def test_a_round_with_a_mask_in_it_is_not_taken_for_a_new_stage(
    engine: Engine, project: Project
) -> None:
    def work(session):
        row = session.get_one(Project, project.id)
        row.stage = "semi-automatic"
        begin_stage(session, row)
        draw_square(session, session.scalars(select(Image)).first(), 3)
        row.stage = "fully-automatic"
        begin_stage(session, row)
        return [(each.stage, each.outcome) for each in rounds_of(session, row)]

    first, second = engine.database.write(work)
    assert first == ("semi-automatic", {"advanced_to": "fully-automatic"})
    assert second == ("fully-automatic", {})


def test_only_what_people_draw_leads_to_training(engine: Engine, project: Project) -> None:
    def work(session):
        image = session.scalars(select(Image)).first()
        draw_square(session, image, 3, origin=DETECTOR)
        draw_square(session, image, 4)
        draw_square(session, image, 5)
        row = session.get_one(Project, project.id)
        counted = untrained_masks(session, row)
        end_round(session, row, {TRAINED_UNTIL: 2**53})
        return counted, untrained_masks(session, row)

    assert engine.database.write(work) == (2, 0)


@pytest.mark.parametrize(("new_masks", "due"), [(0, False), (1, True), (2, False)])
def test_training_is_due_after_enough_masks(
    engine: Engine, project: Project, new_masks: int, due: bool
) -> None:
    def work(session):
        draw_square(session, session.scalars(select(Image)).first(), 3)
        return training_is_due(session, project, TrainRules(new_masks=new_masks))

    assert engine.database.write(work) is due

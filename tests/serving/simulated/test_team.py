"""Claims about a team of simulated annotators: hours of real work in moments."""

import pytest
import torch
from sqlalchemy import select

from anymask.engine.database.schema import now
from anymask.engine.database.tables import Mask, Task
from anymask.geometry import rle
from anymask.serving.simulated.behaviour import Behaviour
from anymask.serving.simulated.team import gather


class Truth:
    """An oracle that sees the square that is drawn in every picture."""

    def objects(self, image_name: str, least_pixels: int = 1):
        """Return the square."""
        mask = torch.zeros(1, 30, 40, dtype=torch.bool)
        mask[0, 8:20, 10:25] = True
        return list(rle.encode(mask))


@pytest.fixture
def team(site):
    """Two annotators of the zoo."""
    project = site.engine.find_project("zoo")
    return gather(site.engine, project, Truth(), 2, Behaviour(least_pixels=1), device="cpu")


def test_every_image_is_labelled_once_and_timed(site, team) -> None:
    seen: list[int] = []
    assert team.work(seen.append) == 2
    assert seen[-1] == 2
    with site.engine.database.reading() as session:
        masks = session.scalars(select(Mask).where(Mask.project_id == 1)).all()
        tasks = session.scalars(select(Task).where(Task.project_id == 1)).all()
    assert sorted(mask.image_id for mask in masks) == [1, 2]
    assert {task.state for task in tasks} == {"done"}
    assert all(mask.clicks >= 1 and mask.seconds > 3 for mask in masks)
    saved = {each for annotator in team.annotators for each in annotator.diary.masks}
    assert saved == {mask.id for mask in masks}
    assert team.work() == 0


def test_the_same_seed_works_alike(site, team) -> None:
    again = gather(
        site.engine,
        site.engine.find_project("farm"),
        Truth(),
        2,
        Behaviour(least_pixels=1),
        device="cpu",
    )
    assert again.annotators[0]._draws.random() == team.annotators[0]._draws.random()


def test_a_team_stops_when_it_is_told_to(team) -> None:
    assert (team.work(most=1), team.work(most=5)) == (1, 1)


def test_what_they_make_belongs_to_the_present_round(site, team) -> None:
    team.work(most=1)
    with site.engine.database.reading() as session:
        made = session.scalars(select(Mask.created_ms).where(Mask.project_id == 1)).all()
        ended = session.scalars(select(Task.ended_ms).where(Task.state == "done")).all()
    assert made
    assert max([*made, *ended]) <= now()


def test_the_next_team_of_the_same_seed_makes_other_masks(site, team) -> None:
    project = site.engine.find_project("zoo")
    assert team.work(most=1) == 1
    again = gather(site.engine, project, Truth(), 2, Behaviour(least_pixels=1), device="cpu")
    assert again.work() == 1
    with site.engine.database.reading() as session:
        assert len(session.scalars(select(Mask).where(Mask.project_id == 1)).all()) == 2

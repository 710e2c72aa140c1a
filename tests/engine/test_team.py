"""Claims about what is told of people's work."""

import pytest

from anymask.engine.accounts import grant
from anymask.engine.database.tables import Account, Project
from anymask.engine.team import team_of, work_of


@pytest.fixture
def ann(desk, project, square, clock):
    """Somebody who drew two masks in 20 seconds of work on an image."""
    ann = desk.person("ann")
    desk.write(
        lambda s: grant(
            s, s.get_one(Project, project.id), s.get_one(Account, ann.account_id), "annotator", None
        )
    )
    held = desk.take(ann)
    for place in (3, 20):
        clock.turn(10)
        now = 10_000 if place == 3 else 20_000
        desk.write(_drawn(desk, held, square(place), now))
    clock.turn(1)
    desk.complete(held)
    return ann


def _drawn(desk, held, counts: str, now: int):
    from uuid import uuid4

    from anymask.engine.annotate import draw
    from anymask.engine.masks import MaskInput

    given = MaskInput(uuid4(), uuid4(), 0, counts, clicks=3)
    moments = range(now - 10_000, now + 1, 1_000)
    return lambda s: draw(s, held, given, moments, desk.rules, desk.clock)


def test_work_is_told_for_each_mask_and_hour(desk, project, ann, clock) -> None:
    with desk.engine.database.reading() as session:
        found = work_of(session, project, ann.account_id)
    assert (found.masks, found.images, found.finished, found.role) == (2, 1, 1, "annotator")
    assert found.seconds_per_mask == pytest.approx(10)
    assert found.clicks_per_mask == 3
    assert found.hours == pytest.approx(20 / 3600)
    assert found.masks_per_hour == pytest.approx(360)
    assert found.last_seen_ms == clock.ms


def test_everybody_of_the_project_is_told_of(desk, project, ann) -> None:
    stranger = desk.person("stranger")
    with desk.engine.database.reading() as session:
        team = team_of(session, project)
    assert [each.name for each in team] == ["admin", "ann"]
    idle = team[0]
    assert (idle.masks, idle.seconds_per_mask, idle.last_seen_ms) == (0, None, None)
    with desk.engine.database.reading() as session:
        assert work_of(session, project, stranger.account_id).role is None


def test_work_in_other_projects_does_not_count(engine, project, worked) -> None:
    worked(engine)
    with engine.database.reading() as session:
        assert sum(each.masks for each in team_of(session, project)) == 0

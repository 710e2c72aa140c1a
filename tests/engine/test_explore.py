"""Claims about finding images, the same on both databases."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from anymask.engine.database.masks import DELETED, KEPT
from anymask.engine.database.tables import Image, Mask, MaskCount
from anymask.engine.explore import (
    ORDERS,
    Wanted,
    count_images,
    ids_of,
    images_of,
    page_of,
)
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.errors import ConfigurationError


@pytest.fixture
def ids(engine, project, square) -> list[int]:
    """Three images with 0, 1 and 3 masks."""

    def work(session):
        images = session.scalars(select(Image).order_by(Image.id)).all()
        for image, sides in zip(images, ((), (4,), (5, 9, 20)), strict=True):
            for side in sides:
                stage = "assisted-manual" if side < 9 else "fully-automatic"
                given = MaskInput(
                    uuid4(), uuid4(), 0, square(3, side), f"thing {side}", predicted_iou=side / 20
                )
                save_mask(session, image, given, Author(stage, account_id=1))
        return [image.id for image in images]

    return engine.database.write(work)


@pytest.fixture
def find(engine, project):
    """The function that finds the ids of images."""

    def find_ids(**wanted) -> list[int]:
        with engine.database.reading() as session:
            found = ids_of(session, project, Wanted(**wanted))
            page = page_of(session, project, Wanted(**wanted), 0, 100)
            assert [each.image.id for each in page] == found
            assert count_images(session, project, Wanted(**wanted)) == len(found)
            return found

    return find_ids


def test_masks_are_counted_as_they_come_and_go(engine, ids) -> None:
    def counts() -> list[int]:
        with engine.database.reading() as session:
            return list(session.scalars(select(MaskCount.masks).order_by(MaskCount.image_id)))

    assert counts() == [0, 1, 3]
    of_last = Mask.image_id == ids[2]
    for change, left in (
        (update(Mask).where(of_last).values(state=DELETED), 0),
        (update(Mask).where(of_last).values(state="second"), 0),
        (update(Mask).where(of_last).values(state=KEPT), 3),
        (update(Mask).where(of_last).values(clicks=7, state=KEPT), 3),
    ):
        engine.database.write(lambda session, change=change: session.execute(change))
        assert counts() == [0, 1, left]


def test_counts_leave_with_their_rows(database) -> None:
    from anymask.engine.database.tables import Project

    def work(session):
        project = Project(name="zoo", stage="assisted-manual", options={}, created_ms=0)
        session.add(project)
        session.flush()
        more = {"state": "ready", "held_out": False, "details": {}, "created_ms": 0}
        session.add(Image(project_id=project.id, name="a", sha256="1", width=4, height=3, **more))
        session.flush()
        session.execute(delete(Image))
        return session.scalars(select(MaskCount)).all()

    assert database.write(work) == []


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, [0, 1, 2]),
        ({"order": "newest"}, [2, 1, 0]),
        ({"order": "masks"}, [2, 1, 0]),
        ({"least_masks": 1}, [1, 2]),
        ({"most_masks": 1}, [0, 1]),
        ({"least_masks": 1, "most_masks": 2}, [1]),
        ({"bin": "0-49"}, [0, 1, 2]),
        ({"bin": "0-49", "most_masks": 0}, [0]),
        ({"bin": "500+"}, []),
        ({"state": "faulty"}, []),
        ({"name": "B.P"}, [1]),
        ({"name": "%"}, []),
        ({"name": "_"}, []),
        ({"name": "\\"}, []),
        ({"stage": "fully-automatic"}, [2]),
        ({"category": "thing 4"}, [1]),
        ({"category": "thing 4", "stage": "fully-automatic"}, []),
        ({"account_id": 1}, [1, 2]),
        ({"account_id": 2}, []),
        ({"model_id": 1}, []),
        ({"least_area": 400 / 1200}, [2]),
        ({"most_area": 16 / 1200}, [1]),
        ({"least_area": 25 / 1200, "most_area": 81 / 1200}, [2]),
        ({"least_area": 30 / 1200, "most_area": 80 / 1200}, []),
        ({"least_score": 0.3}, [2]),
        ({"least_score": 0.1, "order": "newest"}, [2, 1]),
    ],
)
def test_images_are_found_by_what_is_known_of_them(find, ids, wanted, places) -> None:
    assert find(**wanted) == [ids[place] for place in places]


def test_pages_follow_each_other(engine, project, ids) -> None:
    with engine.database.reading() as session:
        pages = [page_of(session, project, Wanted(order="masks"), at, 1) for at in range(4)]
    assert [[each.masks for each in page] for page in pages] == [[3], [1], [0], []]


def test_images_come_in_the_order_of_their_ids(engine, ids) -> None:
    with engine.database.reading() as session:
        found = images_of(session, [ids[2], 10**9, ids[0]])
    assert [(each.image.id, each.masks) for each in found] == [(ids[2], 3), (ids[0], 0)]


def test_words_that_do_not_exist_are_named() -> None:
    with pytest.raises(ConfigurationError, match="there is no '0-50'; known: 0-49"):
        Wanted(bin="0-50")
    with pytest.raises(ConfigurationError, match="there is no 'mask'"):
        Wanted(order="mask")


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=30)
@given(
    name=st.text(max_size=20).filter(lambda text: "\0" not in text),
    order=st.sampled_from(sorted(ORDERS)),
    least=st.none() | st.integers(0, 2**31 - 1),
    area=st.none() | st.floats(0, 1),
)
def test_whatever_is_wanted_gives_an_answer(find, ids, name, order, least, area) -> None:
    found = find(name=name, order=order, least_masks=least, least_area=area)
    assert set(found) <= set(ids)

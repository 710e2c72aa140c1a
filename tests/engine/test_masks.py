"""Claims about saving masks: none is lost, doubled or overwritten unseen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
import torch
from sqlalchemy import func, select

from anymask.engine.database.tables import Image, Mask, MaskChange, Task
from anymask.engine.masks import Author, MaskInput, StaleError, delete_mask, save_mask
from anymask.engine.project import Engine
from anymask.errors import ConflictError, ForbiddenError, InputError, MissingError
from anymask.geometry import rle

AUTHOR = Author("assisted-manual", account_id=1)


def counts(x: int = 3, y: int = 4, side: int = 5, size: tuple[int, int] = (30, 40)) -> str:
    """The run lengths of a square."""
    mask = torch.zeros(1, *size, dtype=torch.bool)
    mask[0, y : y + side, x : x + side] = True
    return str(rle.to_coco(rle.encode(mask)[0])["counts"])


def given(mask_id: UUID | None = None, seen: int = 0, **more) -> MaskInput:
    """A request about a mask."""
    return MaskInput(mask_id or uuid4(), uuid4(), seen, more.pop("counts", counts()), **more)


@pytest.fixture
def save(engine: Engine, project):
    """Save a mask of image 1, or another."""

    def act(request: MaskInput, author: Author = AUTHOR, image: int = 1):
        return engine.database.write(
            lambda s: save_mask(s, s.get_one(Image, image), request, author)
        )

    return act


@pytest.fixture
def delete(engine: Engine, project):
    """Delete a mask of image 1."""

    def act(mask_id: UUID, seen: int, request_id: UUID | None = None):
        return engine.database.write(
            lambda s: delete_mask(
                s, s.get_one(Image, 1), mask_id, request_id or uuid4(), seen, AUTHOR
            )
        )

    return act


def test_a_mask_knows_its_pixels_and_how_it_came_to_be(save) -> None:
    prompts = [{"kind": "click", "x": 5, "y": 6, "label": 1}]
    request = given(category="cat", prompts=prompts, clicks=1, seconds=2.5, prominence=0)
    mask = save(request).mask
    assert (mask.area, mask.box_xywh, mask.version) == (25, [3, 4, 5, 5], 1)
    assert (mask.stage, mask.origin, mask.account_id) == ("assisted-manual", "person", 1)
    assert (mask.prompts, mask.clicks, mask.seconds) == (prompts, 1, 2.5)


def test_a_request_may_be_repeated(engine: Engine, save) -> None:
    request = given(seconds=2.0)
    first, second = save(request), save(request)
    assert (first.repeated, second.repeated) == (False, True)
    assert second.mask.version == 1
    assert second.mask.seconds == 2.0
    with engine.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(MaskChange)) == 1


def test_repeats_at_the_same_time_make_one_mask(engine: Engine, save) -> None:
    request = given()
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: save(request), range(12)))
    assert sorted(each.repeated for each in found) == [False] + [True] * 11
    with engine.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Mask)) == 1


def test_every_version_is_kept_and_work_adds_up(engine: Engine, save) -> None:
    mask = save(given(seconds=3.0)).mask
    changed = save(given(mask.id, 1, counts=counts(side=6), seconds=1.5)).mask
    assert (changed.version, changed.area, changed.seconds) == (2, 36, 4.5)
    with engine.database.reading() as session:
        kept = session.scalars(select(MaskChange).order_by(MaskChange.version)).all()
        assert [each.content["rle"] for each in kept] == [mask.rle, changed.rle]


def test_nobody_overwrites_what_they_have_not_seen(save) -> None:
    mask = save(given()).mask
    save(given(mask.id, 1, counts=counts(side=6)))
    with pytest.raises(StaleError, match="has version 2, you saw 1") as caught:
        save(given(mask.id, 1, counts=counts(side=7)))
    assert caught.value.newest.area == 36


def test_the_same_mask_is_not_kept_twice(save, delete) -> None:
    mask = save(given()).mask
    with pytest.raises(InputError, match=f"has this very mask already: {mask.id}"):
        save(given())
    assert save(given(), image=2).mask.image_id == 2
    delete(mask.id, 1)
    assert save(given()).mask.id != mask.id


def test_a_deleted_mask_comes_back_when_it_is_saved(save, delete) -> None:
    mask, request_id = save(given()).mask, uuid4()
    assert delete(mask.id, 1, request_id).mask.state == "deleted"
    assert delete(mask.id, 1, request_id).repeated
    back = save(given(mask.id, 2)).mask
    assert (back.state, back.version) == ("kept", 3)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"counts": "?"}, "cannot be read"),
        ({"counts": counts(size=(20, 20))}, "cannot be read"),
        ({"counts": counts(side=0)}, "has no pixel"),
        ({"category": "x" * 201}, "at most 200 characters"),
        ({"category": "cat\0"}, "at most 200 characters, without NUL"),
        ({"clicks": -1}, "no negative counts"),
        ({"seconds": float("nan")}, "no negative counts"),
        ({"prompts": [{}] * 1001}, "at most 1000 prompts"),
    ],
)
def test_masks_without_sense_are_refused(engine: Engine, save, wrong, message: str) -> None:
    with pytest.raises(InputError, match=message):
        save(given(**wrong))
    with engine.database.reading() as session:
        assert session.scalars(select(Mask)).all() == []


def test_ids_belong_to_one_mask_of_one_image(save) -> None:
    request = given()
    mask = save(request).mask
    with pytest.raises(ConflictError, match="belongs to another image"):
        save(given(mask.id, 1), image=2)
    with pytest.raises(ConflictError, match="was about another mask"):
        save(replace(request, id=uuid4()))
    with pytest.raises(MissingError, match="there is no mask"):
        save(given(seen=1, counts=counts(side=9)))


def test_filled_in_masks_are_not_the_annotators(engine: Engine, save) -> None:
    filled = save(given(), Author("semi-automatic", "detector", locked=True)).mask
    with engine.database.reading() as session:
        task = session.scalars(select(Task)).first()
    person = Author("semi-automatic", account_id=1, task=task)
    with pytest.raises(ForbiddenError, match="is locked; label what is missing"):
        save(given(filled.id, 1, counts=counts(side=6)), person)
    assert save(given(filled.id, 1, counts=counts(side=6)), AUTHOR).mask.version == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"model_id": 999}, "there is no model 999"), ({"prominence": 2**40}, "prominence is 1099")],
)
def test_what_the_database_would_refuse_is_refused_with_a_reason(
    save, wrong: dict[str, int], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        save(given(**wrong))

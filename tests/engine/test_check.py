"""Claims about finding what is missing or damaged in an engine."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from anymask.engine.check import Fault, check
from anymask.engine.database.tables import Image, Mask, MaskChange, Model
from anymask.engine.embeddings import embedding_key
from anymask.engine.images import image_key
from anymask.engine.models import add_model, keep_weights


@pytest.fixture
def drawn(desk, square) -> Mask:
    """A mask of the first image."""
    mask: Mask = desk.draw(desk.take(desk.person("ann")), square())
    return mask


def faults(desk) -> list[Fault]:
    """What is found in the project."""
    return check(desk.engine, desk.engine.find_project("zoo"))


def test_an_engine_at_work_is_whole(desk, drawn: Mask, square) -> None:
    bob = desk.take(desk.person("bob"))
    desk.draw(bob, square(20))
    desk.complete(bob)
    assert faults(desk) == []


def test_images_that_are_gone_or_changed_are_named(desk) -> None:
    first, second, _ = desk.ask(select(Image).order_by(Image.id))
    desk.engine.store.delete(image_key(first.sha256))
    desk.engine.store.put(image_key(second.sha256), b"other")
    found = [(each.what, each.reason) for each in faults(desk)]
    assert [what for what, _ in found] == ["image a.png", "image b.png"]
    assert "is missing in the object store" in found[0][1]
    assert "has changed; put its file back" in found[1][1]


def test_weights_that_are_gone_or_changed_are_named(desk, tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    folder.mkdir()
    (folder / "a.json").write_text("{}")
    (folder / "b.safetensors").write_text("numbers")
    location = keep_weights(desk.engine.store, folder)
    project = desk.engine.find_project("zoo")
    desk.write(lambda s: add_model(s, project, "segmenter", "new", location, None, {}).id)
    assert faults(desk) == []
    desk.engine.store.put(f"{location}/b.safetensors", b"others")
    (fault,) = faults(desk)
    assert fault.what == "model new"
    assert "have changed" in fault.reason
    desk.write(lambda s: s.execute(update(Model).values(location=str(tmp_path / "gone"))))
    assert {each.what for each in faults(desk)} == {"model new", "model tiny"}


def test_embeddings_that_cannot_be_opened_are_named(desk) -> None:
    image, *_ = desk.ask(select(Image).order_by(Image.id))
    (model,) = desk.ask(select(Model))
    desk.engine.store.put(embedding_key(image, model), b"half of it")
    (fault,) = faults(desk)
    assert fault.what == "embedding of a.png"
    assert fault.reason.endswith("; remove it")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (update(Mask).values(area=3), "not those of its hash"),
        (update(Mask).values(rle="?"), "its rle is not that of its last version"),
        (update(Mask).values(state="deleted"), "its state is not that of its last version"),
        (update(Mask).values(version=2), "it is version 2, of which 1 are kept"),
        (delete(MaskChange), "it is version 1, of which 0 are kept"),
    ],
)
def test_masks_that_differ_from_their_history_are_named(desk, drawn, change, reason: str) -> None:
    desk.write(lambda session: session.execute(change))
    (fault,) = faults(desk)
    assert fault.what == f"mask {drawn.id} of a.png"
    assert reason in fault.reason


def test_masks_that_cannot_be_read_are_named(desk, drawn: Mask) -> None:
    def break_both(session) -> None:
        mask, change = session.get_one(Mask, drawn.id), session.scalars(select(MaskChange)).one()
        mask.rle = "?"
        change.content = change.content | {"rle": "?"}

    desk.write(break_both)
    (fault,) = faults(desk)
    assert "cannot be read" in fault.reason


def test_a_mask_that_is_there_twice_is_named(desk, drawn: Mask) -> None:
    def double(session) -> None:
        mask = session.get_one(Mask, drawn.id)
        change = session.scalars(select(MaskChange)).one()
        twin = {each.name: getattr(mask, each.name) for each in Mask.__table__.columns}
        session.add(Mask(**twin | {"id": uuid4(), "created_ms": mask.created_ms + 1}))
        session.flush()
        other = session.scalars(select(Mask).where(Mask.id != mask.id)).one()
        content = {"version": 1, "content": change.content, "created_ms": 0}
        session.add(MaskChange(mask_id=other.id, request_id=uuid4(), **content))

    desk.write(double)
    (fault,) = faults(desk)
    assert f"it is there twice, also as {drawn.id}" in fault.reason

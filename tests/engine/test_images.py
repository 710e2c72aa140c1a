"""Claims about taking images into a project."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from anymask.engine import images
from anymask.engine.database.tables import Image, Task
from anymask.engine.images import Arrived, add_images, files_of, image_key, is_held_out
from anymask.engine.project import Engine, add_project
from anymask.errors import InputError
from anymask.serving.simulated.damage import damage, encode_all


def test_each_image_is_kept_once_and_gets_a_task(
    engine: Engine, project, arrivals: list[Arrived]
) -> None:
    again = add_images(engine.database, engine.store, project, arrivals, held_out_share=0.0)
    assert again == (0, [])
    with engine.database.reading() as session:
        images = session.scalars(select(Image).order_by(Image.name)).all()
        assert [(one.name, one.width, one.height) for one in images] == [
            ("a.png", 40, 30),
            ("b.png", 40, 30),
            ("c.png", 40, 30),
        ]
        stored = [engine.store.get(image_key(one.sha256)) for one in images]
        assert stored == [one.content for one in arrivals]
        assert session.scalar(select(func.count()).select_from(Task)) == 3


def test_what_cannot_be_used_is_named(engine: Engine, project, arrivals: list[Arrived]) -> None:
    wrong = [
        Arrived("broken.png", b"no image"),
        Arrived("twin.png", arrivals[0].content),
        replace(arrivals[1], name="a.png", content=arrivals[1].content + b"\0"),
        Arrived("../up.png", arrivals[2].content),
        Arrived("x" * 201, arrivals[2].content),
    ]
    added, refused = add_images(engine.database, engine.store, project, wrong, held_out_share=0.0)
    assert added == 0
    reasons = {one.name[:10]: one.reason for one in refused}
    assert "same as a.png" in reasons["twin.png"]
    assert "another image has this name" in reasons["a.png"]
    assert "no plain path" in reasons["../up.png"]
    assert "longer than 200" in reasons["x" * 10]
    assert len(reasons) == 5


def test_projects_do_not_know_each_other(engine: Engine, project, arrivals: list[Arrived]) -> None:
    other = add_project(engine, "other")
    added, refused = add_images(engine.database, engine.store, other, arrivals, held_out_share=0.0)
    assert (added, refused) == (3, [])


def test_about_the_share_that_was_asked_for_is_held_out() -> None:
    hashes = [f"{number * 2654435761 % 2**32:08x}" + "0" * 56 for number in range(2000)]
    assert sum(is_held_out(each, 0.1) for each in hashes) == pytest.approx(200, abs=30)
    assert not any(is_held_out(each, 0.0) for each in hashes)
    assert all(is_held_out(each, 1.0) for each in hashes)


def test_a_small_project_holds_one_image_out_all_the_same(engine: Engine, arrivals) -> None:
    made = add_project(engine, "small")
    for _ in range(2):
        add_images(engine.database, engine.store, made, arrivals, held_out_share=1e-9)
        with engine.database.reading() as session:
            chosen = select(Image).where(Image.project_id == made.id)
            images = session.scalars(chosen.order_by(Image.sha256)).all()
        assert [image.held_out for image in images] == [True, False, False]


def test_files_are_found_in_sub_folders_by_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/1.png", "a.jpg", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert [one.name for one in files_of(tmp_path)] == ["a.jpg", "b/1.png"]
    with pytest.raises(InputError, match="is no folder"):
        list(files_of(tmp_path / "a.jpg"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no images"):
        list(files_of(tmp_path / "empty"))


def test_what_is_no_file_is_named_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "link.png").symlink_to("nowhere.png")
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "large.png").write_bytes(bytes(2_000))
    (tmp_path / "locked.png").write_bytes(b"1")
    monkeypatch.setattr(images, "LARGEST_BYTES", 1_000)
    real = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "locked.png":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    found = {each.name: each.unread for each in files_of(tmp_path)}
    assert len(found) == 5
    assert "it has more than" in str(found.pop("large.png"))
    assert found.pop("locked.png") == "it cannot be read: permission denied"
    assert set(found.values()) == {"it is a folder, a broken link or a device, no file"}


def test_what_could_not_be_read_is_refused(engine: Engine, project) -> None:
    unread = [Arrived("a.png", b"", "it cannot be read: permission denied")]
    added, refused = add_images(engine.database, engine.store, project, unread, held_out_share=0.0)
    assert (added, [each.reason for each in refused]) == (0, [unread[0].unread])


def test_damaged_files_are_taken_or_named(engine: Engine, project) -> None:
    kinds = encode_all()
    arrived = [
        Arrived(f"{seed}.{kind}", damage(content, seed))
        for kind, content in kinds.items()
        for seed in range(10)
    ]
    added, refused = add_images(engine.database, engine.store, project, arrived, held_out_share=0.0)
    assert added + len(refused) == len(arrived)
    assert all(each.reason for each in refused)
    assert {each.name for each in refused} < {each.name for each in arrived}

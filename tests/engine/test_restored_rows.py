"""Rows of a backup refer to each other as before, or none of them is written."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from anymask.engine.backup import back_up
from anymask.engine.backup_file import BackupFile
from anymask.engine.database.tables import (
    Account,
    Image,
    Job,
    Mask,
    MaskChange,
    Model,
    Project,
    Task,
)
from anymask.engine.images import image_key
from anymask.engine.restore import restore
from anymask.errors import FormatError

UNFIT = (
    ("mask", {"image_id": 10**9}),
    ("mask", {"id": "no id"}),
    ("mask", {"rle": None}),
    ("task", {"image_id": "1"}),
    ("task", {"stage": "long" * 99 + "\0"}),
    ("image", {"width": 2**80}),
    ("image", {"width": "wide"}),
    ("image", {"held_out": 1}),
    ("image", {"sort": 1}),
    ("account", {"name": []}),
    ("account", {"name": None}),
    ("mask_change", {"content": []}),
    ("project", {"model_id": 10**9}),
)


def test_references_lead_to_the_same_rows(engine, other, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    restore(other, tmp_path / "zoo.tar")
    project = other.find_project("farm")
    with other.database.reading() as session:
        masks = session.scalars(select(Mask)).all()
        names = {session.get_one(Image, mask.image_id).name for mask in masks}
        people = {session.get_one(Account, mask.account_id).name for mask in masks}
        tasks = {session.get_one(Task, mask.task_id).image_id for mask in masks}
        assert (len(names), people, tasks) == (1, {"bob"}, {mask.image_id for mask in masks})
        better = session.scalars(select(Model).where(Model.name == "better")).one()
        assert session.get_one(Model, better.parent_id).project_id == project.id
        assert session.get_one(Model, project.model_id).project_id == project.id
        assert other.store.exists(f"{better.location}/config.json")
        for image in session.scalars(select(Image)):
            assert other.store.exists(image_key(image.sha256))


def test_versions_of_masks_name_the_model_here(engine, other, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    restore(other, tmp_path / "zoo.tar")
    project = other.find_project("farm")
    with other.database.reading() as session:
        contents = session.scalars(select(MaskChange.content)).all()
    assert {content["model_id"] for content in contents} == {None, project.model_id}


def test_jobs_that_waited_are_stopped(engine, other, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    restore(other, tmp_path / "zoo.tar")
    with other.database.reading() as session:
        job = session.scalars(select(Job)).one()
    assert (job.state, job.ended_ms) == ("stopped", job.created_ms)


def test_rows_that_do_not_fit_leave_nothing(
    engine, other, worked, tmp_path: Path, monkeypatch
) -> None:
    back_up(other, worked(other), tmp_path / "zoo.tar")
    true_rows = BackupFile.rows
    for table, change in UNFIT:

        def false_rows(self, name, table=table, change=change):
            return ({**row, **(change if name == table else {})} for row in true_rows(self, name))

        monkeypatch.setattr(BackupFile, "rows", false_rows)
        with pytest.raises(FormatError, match="the backup has"):
            restore(engine, tmp_path / "zoo.tar")
        assert (_count(engine, Project), _count(engine, Mask)) == (1, 0)


def _count(engine, kind) -> int:
    with engine.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind))

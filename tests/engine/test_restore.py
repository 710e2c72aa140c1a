"""A restore brings all of a project back, wherever, or nothing."""

from pathlib import Path

import pytest
from sqlalchemy import select

from anymask.engine.backup import back_up
from anymask.engine.backup_file import BackupFile
from anymask.engine.database.tables import Image
from anymask.engine.images import image_key
from anymask.engine.project import Engine
from anymask.engine.release import release, release_form
from anymask.engine.restore import restore
from anymask.errors import ConfigurationError, FormatError, InputError

ONE_KIND = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What does not depend on the kind of the database."""


@pytest.fixture(params=["to SQLite", "from SQLite"])
def pair(request: pytest.FixtureRequest, engine: Engine, other: Engine) -> tuple[Engine, Engine]:
    """Two engines: whence and whither; one of them is of each kind in turn."""
    return (engine, other) if request.param == "to SQLite" else (other, engine)


def rows(path: Path) -> dict[str, list[dict]]:
    """The rows of a backup without the numbers that differ between databases."""
    backup = BackupFile(path)
    return {
        table: [
            {
                name: value
                for name, value in row.items()
                if not (name.endswith("id") and isinstance(value, int))
            }
            for row in backup.rows(table)
        ]
        for table in backup.manifest.rows
    }


def test_a_project_is_the_same_in_another_database(pair, worked, tmp_path: Path) -> None:
    source, target = pair
    worked(source)
    project = source.find_project("farm")
    back_up(source, project, tmp_path / "one.tar")
    done = restore(target, tmp_path / "one.tar", "farm again")
    back_up(target, target.find_project("farm again"), tmp_path / "two.tar")
    before, after = rows(tmp_path / "one.tar"), rows(tmp_path / "two.tar")
    for table in ("image", "mask", "task", "flag", "model", "round", "object"):
        assert before[table] == after[table]
    assert (len(after["event"]), done.rows["mask"]) == (len(before["event"]) + 2, 2)
    assert done.outside == {"tiny": "tiny"}


def test_its_release_is_the_same_byte_for_byte(pair, worked, tmp_path: Path) -> None:
    source, target = pair
    project = worked(source)
    back_up(source, project, tmp_path / "zoo.tar")
    restore(target, tmp_path / "zoo.tar")
    form = release_form("sa1b-shards")
    release(source, project, form, tmp_path / "before")
    release(target, target.find_project("farm"), form, tmp_path / "after")
    sums = [(tmp_path / name / "sha256sums.txt").read_text() for name in ("before", "after")]
    assert sums[0] == sums[1]


def test_a_project_that_is_there_is_not_restored_again(engine, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    with pytest.raises(InputError, match="has a project 'farm'"):
        restore(engine, tmp_path / "zoo.tar")
    with pytest.raises(InputError, match="has the masks of this backup already"):
        restore(engine, tmp_path / "zoo.tar", "twin")


@ONE_KIND
def test_an_image_that_is_gone_is_told(engine, other, worked, tmp_path: Path) -> None:
    project = worked(engine)
    with engine.database.reading() as session:
        gone = image_key(session.scalars(select(Image.sha256)).first())
    engine.store.delete(gone)
    assert back_up(engine, project, tmp_path / "zoo.tar").missing == [gone]
    assert restore(other, tmp_path / "zoo.tar").missing == [gone]


@ONE_KIND
def test_another_version_is_refused(engine, other, worked, tmp_path: Path, monkeypatch) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    monkeypatch.setattr("anymask.engine.restore.newest", lambda: "0000")
    with pytest.raises(ConfigurationError, match="restore it with the anymask that made it"):
        restore(other, tmp_path / "zoo.tar")


@ONE_KIND
def test_a_foreign_object_is_refused(engine, other, worked, tmp_path: Path, monkeypatch) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    true_rows = BackupFile.rows
    for key in ("engine.db", "../images/x", "images/00/" + "0" * 64, 3):

        def false_rows(self, name, key=key):
            changed = {"key": key} if name == "object" else {}
            return ({**row, **changed} for row in true_rows(self, name))

        monkeypatch.setattr(BackupFile, "rows", false_rows)
        with pytest.raises(FormatError, match="the backup has"):
            restore(other, tmp_path / "zoo.tar")

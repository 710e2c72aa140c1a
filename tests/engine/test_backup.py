"""A backup holds what belongs to a project at one moment, and no secrets."""

from pathlib import Path

import pytest
from sqlalchemy import select

from anymask.engine import backup
from anymask.engine.backup import back_up
from anymask.engine.backup_file import BackupFile
from anymask.engine.database.tables import Account, Flag, Image, Token


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_secrets_stay_where_they_are(engine, other, worked, tmp_path: Path) -> None:
    back_up(engine, worked(engine), tmp_path / "zoo.tar")
    with engine.database.reading() as session:
        hashed = (
            session.scalars(select(Account.password_hash)).all()
            + session.scalars(select(Token.secret_hash)).all()
        )
    content = (tmp_path / "zoo.tar").read_bytes()
    assert not any(each.encode() in content for each in hashed if each)


def test_it_shows_one_moment(engine, worked, tmp_path: Path, monkeypatch) -> None:
    project = worked(engine)
    true_condition = backup.belongs

    def flag_meanwhile(kind, project_id):
        if kind is Flag:
            engine.database.write(add_flag)
        return true_condition(kind, project_id)

    def add_flag(session):
        image = session.scalars(select(Image).where(Image.project_id == project.id)).first()
        person = session.scalars(select(Account.id)).first()
        session.add(Flag(image_id=image.id, account_id=person, reason="late", created_ms=1))

    monkeypatch.setattr(backup, "belongs", flag_meanwhile)
    back_up(engine, project, tmp_path / "zoo.tar")
    reasons = [row["reason"] for row in BackupFile(tmp_path / "zoo.tar").rows("flag")]
    assert reasons == ["?"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_other_projects_are_not_in_it(engine, project, worked, tmp_path: Path) -> None:
    worked(engine)
    found = back_up(engine, project, tmp_path / "zoo.tar")
    assert {name: found.rows[name] for name in ("project", "image", "mask", "flag", "object")} == {
        "project": 1,
        "image": 3,
        "mask": 0,
        "flag": 0,
        "object": 3,
    }

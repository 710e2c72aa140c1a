"""Claims about making and opening engines."""

import stat
from pathlib import Path

import pytest

from anymask.engine.accounts import find_person
from anymask.engine.project import Engine, add_project, init_engine, open_engine
from anymask.engine.settings import EngineSettings
from anymask.errors import InputError


def test_the_token_that_init_leaves_opens_every_project(engine: Engine, project) -> None:
    path = engine.folder / "admin.token"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with engine.database.reading() as session:
        person = find_person(session, path.read_text().strip())
    assert person is not None
    assert person.may("admin", project.id)


def test_init_again_keeps_settings_and_token(engine: Engine) -> None:
    token = (engine.folder / "admin.token").read_text()
    again = init_engine(engine.folder, EngineSettings(model="vit_h"))
    assert again.settings.model == "tiny"
    assert (engine.folder / "admin.token").read_text() == token
    again.close()


def test_an_engine_is_opened_from_its_folder(engine: Engine, project) -> None:
    opened = open_engine(engine.folder)
    assert opened.find_project().id == project.id
    opened.close()


def test_a_project_is_made_once(engine: Engine) -> None:
    assert add_project(engine, "zoo").id == add_project(engine, "zoo").id


def test_projects_are_found_by_name(engine: Engine) -> None:
    with pytest.raises(InputError, match="name one of the projects: none"):
        engine.find_project()
    for name in ("zoo", "farm"):
        add_project(engine, name)
    assert engine.find_project("zoo").name == "zoo"
    with pytest.raises(InputError, match="name one of the projects: farm, zoo"):
        engine.find_project()
    with pytest.raises(InputError, match="no project 'farn'; did you mean 'farm'"):
        engine.find_project("farn")


def test_a_name_without_sense_is_refused(engine: Engine) -> None:
    with pytest.raises(InputError, match="is no name of a project"):
        add_project(engine, " ")


def test_a_folder_without_settings_is_no_engine(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no engine\.yaml"):
        open_engine(tmp_path)

"""Claims about `anymask engine account` and `token`."""

from pathlib import Path

import pytest
import typer

from anymask.engine.accounts import Person, check_password, find_person
from anymask.engine.project import Engine, open_engine


@pytest.fixture
def engine(folder: str):
    """The engine, opened beside the commands."""
    opened = open_engine(Path(folder))
    yield opened
    opened.close()


def person_of(engine: Engine, secret: str) -> Person | None:
    """Who a token belongs to."""
    with engine.database.reading() as session:
        return find_person(session, secret.strip())


def test_a_token_lets_somebody_in(run, folder: str, engine: Engine) -> None:
    ran = run("engine", "account", folder, "ann", "--role", "reviewer")
    assert ran.out == "'ann' is reviewer in 'eng'\n"
    assert "it has no password" in ran.err
    person = person_of(engine, run("engine", "token", folder, "ann", "--days", "1").out)
    assert person is not None
    assert (person.name, list(person.roles.values())) == ("ann", ["reviewer"])


def test_a_role_can_be_changed(run, folder: str, engine: Engine) -> None:
    run("engine", "account", folder, "ann")
    assert run("engine", "account", folder, "ann", "--role", "admin").err == ""
    person = person_of(engine, run("engine", "token", folder, "ann").out)
    assert person is not None
    assert list(person.roles.values()) == ["admin"]


def test_a_password_is_asked_for(run, folder: str, engine: Engine, monkeypatch) -> None:
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "long enough to be one")
    assert run("engine", "account", folder, "bob", "--password").err == ""
    with engine.database.reading() as session:
        assert check_password(session, "bob", "long enough to be one") is not None


def test_names_that_do_not_exist_are_named(run, folder: str) -> None:
    run("engine", "account", folder, "ann")
    assert "no account 'anne'; make one, or" in run("engine", "token", folder, "anne").err
    assert "no role 'boss'" in run("engine", "account", folder, "eve", "--role", "boss").err

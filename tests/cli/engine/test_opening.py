"""Claims about opening an engine for a command."""

import contextlib
import sqlite3
from importlib import util

import pytest

from anymask.cli.engine import opening
from anymask.errors import ConfigurationError


def test_a_folder_that_is_no_engine_is_named(run) -> None:
    ran = run("engine", "status", "nowhere")
    assert ran.code == 2
    assert "nowhere holds no engine.yaml; make it with: anymask engine init" in ran.err


def test_one_of_several_projects_has_to_be_named(run, folder: str) -> None:
    run("engine", "init", folder, "--name", "other")
    assert "name one of the projects: eng, other" in run("engine", "status", folder).err
    assert run("engine", "status", folder, "--project", "other").code == 0


def test_a_database_of_a_newer_anymask_is_not_touched(run, folder: str) -> None:
    with contextlib.closing(sqlite3.connect(f"{folder}/engine.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for command in ("status", "serve", "check"):
        ran = run("engine", command, folder)
        assert ran.code == 2
        assert "tables of version '9999', which this anymask does not know; install" in ran.err


def test_a_database_that_is_away_is_named(run, folder: str, monkeypatch) -> None:
    monkeypatch.setenv("ANYMASK_DATABASE", "postgresql+psycopg://nobody@/none?host=/nowhere")
    ran = run("engine", "status", folder)
    assert ran.code == 1
    assert "the database cannot be used now" in ran.err


def test_packages_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = util.find_spec
    monkeypatch.setattr(opening, "find_spec", lambda name: None if name == "argon2" else real(name))
    with pytest.raises(ConfigurationError, match="needs argon2; run: pip install 'anymask"):
        opening.require_engine()

"""Open an engine and one of its projects for a command, and close them after it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from anymask.errors import ConfigurationError

if TYPE_CHECKING:
    from anymask.engine.database.tables import Project
    from anymask.engine.project import Engine

PACKAGES = ("sqlalchemy", "alembic", "argon2", "fsspec", "pydantic")
"""What the engine needs beyond the rest of anymask."""


@dataclass(frozen=True)
class Opened:
    """An open engine and one of its projects."""

    engine: "Engine"
    project: "Project"


@contextlib.contextmanager
def open_project(folder: Path, name: str | None) -> Iterator[Opened]:
    """Open an engine and a project of it; without a name, the only one that there is.

    Raises:
        InputError: the folder is no engine, or has no such project.
        ConfigurationError: the extra `engine` is not installed, or a setting is wrong.
    """
    with open_engine_at(folder) as engine:
        yield Opened(engine, engine.find_project(name))


@contextlib.contextmanager
def open_engine_at(folder: Path) -> Iterator["Engine"]:
    """Open an engine.

    Raises:
        InputError: the folder is no engine.
        ConfigurationError: the extra `engine` is not installed, or a setting is wrong.
    """
    require_engine()
    from anymask.engine.project import open_engine

    with contextlib.closing(open_engine(folder)) as engine:
        yield engine


def require_engine() -> None:
    """Make sure that the packages of the extra `engine` are there.

    Raises:
        ConfigurationError: one is not.
    """
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"the data engine needs {', '.join(missing)}; run: pip install 'anymask[engine]'"
        )

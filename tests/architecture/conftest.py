"""What the architecture tests share: where the code lies and how its modules are named."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def package(root: Path) -> Path:
    """The folder of the package."""
    return root / "src" / "anymask"


@pytest.fixture(scope="session")
def modules(package: Path) -> dict[str, Path]:
    """Every module of the package by its dotted name; a package's name stands for its __init__.

    Steps of migrations are records of what tables once were, not modules to be read or changed.
    """
    paths = [path for path in sorted(package.rglob("*.py")) if "migrations" not in path.parts]
    return {_dotted(path, package): path for path in paths}


def _dotted(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

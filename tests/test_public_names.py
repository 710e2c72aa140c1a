"""`import anymask`: lazy public names that a type checker and dir() see too."""

import subprocess
import sys

import pytest

import anymask

HEAVY = "{'torch', 'numpy', 'PIL', 'scipy', 'safetensors'}"


@pytest.mark.parametrize(
    "statement",
    [
        "import anymask",
        "from anymask.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass",
        "from anymask.cli.main import main\ntry: main(['segment', '-h'])\nexcept SystemExit: pass",
    ],
)
def test_nothing_heavy_is_imported(statement: str) -> None:
    program = (
        f"{statement}\nimport sys\nheavy = {HEAVY} & set(sys.modules)\nassert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("name", anymask.__all__)
def test_every_public_name_has_a_home_and_shows_in_dir(name: str) -> None:
    assert getattr(anymask, name) is not None
    assert name in dir(anymask)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'lode'"):
        _ = anymask.lode  # type: ignore[attr-defined]


def test_the_version_is_that_of_the_distribution() -> None:
    assert anymask.__version__.split(".")[0].isdigit()

"""What the README and the guides show works when it is typed as it stands.

A random model answers in place of `tiny`: the documents are about the interface, and the tests of
the shipped weights are in test_shipped_model.py.
"""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import anymask
from anymask.cli.main import main
from anymask.inference.segmenter import Segmenter, load
from anymask.storage.images import save_png

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/guides/python.md", "docs/guides/command-line.md")
FENCE = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

LOOSE = ("--points-per-side", "4", "--pred-iou-thresh", "-100", "--stability-score-thresh", "-1")


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    found = FENCE.findall((ROOT / page).read_text("utf-8"))
    return [code for name, code in found if name == language]


def commands() -> list[str]:
    """The `anymask` commands of all pages that segment something."""
    lines = [
        line for page in PAGES for block in blocks(page, "console") for line in block.split("\n")
    ]
    typed = {line.removeprefix("$ ") for line in lines}
    return sorted(line for line in typed if line.startswith(("anymask segment", "anymask every")))


@pytest.fixture
def _desk(tmp_path: Path, cat: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the files that the documents name."""
    monkeypatch.chdir(tmp_path)
    small = cat[::2, ::2]
    for name in ("cat.png", "aerial.tif", "photos/one.png", "photos/two.png"):
        Path(name).parent.mkdir(exist_ok=True)
    for name in ("cat.png", "rough.png"):
        save_png(Path(name), cat)
    for name in ("aerial.tif", "photos/one.png", "photos/two.png"):
        save_png(Path(name), small)


@pytest.fixture
def load_random(random_model: Path) -> Callable[..., Segmenter]:
    """`anymask.load`, whatever the name, gives the random model."""
    return lambda *_, **__: load(random_model)


@pytest.mark.usefixtures("_desk")
@pytest.mark.parametrize("page", ["README.md", "docs/guides/python.md"])
def test_the_python_of_a_page_runs_from_top_to_bottom(
    page: str, load_random: Callable[..., Segmenter], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anymask, "load", load_random)
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(compile(block, page, "exec"), names)


@pytest.mark.usefixtures("_desk")
@pytest.mark.parametrize("line", commands())
def test_a_command_of_the_documents_runs(line: str, random_model: Path) -> None:
    words = line.split("#")[0].split()[1:]
    loose = LOOSE if words[0] == "everything" else ()
    with pytest.raises(SystemExit) as ending:
        main([*words, *loose, "--model", str(random_model)])
    assert not ending.value.code

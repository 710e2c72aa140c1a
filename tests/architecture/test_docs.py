"""Docs cannot rot: commands, options, models and formats are documented, and documented ones exist.

The command line's own objects say what exists; only their text in docs/ is written by hand.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from anymask.cli.main import app

GUIDE = "docs/guides/command-line.md"
FENCE = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def walk(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """List a command and its sub-commands, but old names, with the words that lead to each."""
    yield words, command
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            yield from walk(child, (*words, name))


COMMANDS = dict(walk(typer.main.get_command(app)))
OPTIONS = {
    words: {name for parameter in command.params for name in parameter.opts if name[:1] == "-"}
    | {name for parameter in command.params for name in parameter.secondary_opts}
    | {"--help", "-h"}
    for words, command in COMMANDS.items()
}


def documents(root: Path) -> list[Path]:
    """The pages whose code blocks are checked."""
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]


def blocks(root: Path, language: str) -> list[str]:
    """All code blocks of a language."""
    texts = [path.read_text("utf-8") for path in documents(root)]
    return [code for text in texts for name, code in FENCE.findall(text) if name == language]


def typed_commands(root: Path) -> list[str]:
    """Every `anymask …` line of the console blocks."""
    lines = [line for block in blocks(root, "console") for line in block.splitlines()]
    typed = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    return [line for line in typed if line.startswith("anymask ")]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_in_the_guide(root: Path, words: tuple[str, ...]) -> None:
    guide = (root / GUIDE).read_text("utf-8")
    assert " ".join(("anymask", *words)) in guide
    missing = {option for option in OPTIONS[words] if f"`{option}`" not in guide}
    assert not missing, f"document {missing} in {GUIDE}"


def test_every_documented_command_exists_with_its_options(root: Path) -> None:
    for line in typed_commands(root):
        tokens = line.split("#")[0].split()[1:]
        starts = [tuple(tokens[:count]) for count in (3, 2, 1)]
        words = next((start for start in starts if start in COMMANDS), starts[-1])
        options = {token.split("=")[0] for token in tokens if re.match(r"--?[a-z]", token)}
        if not tokens[0].startswith("-"):
            assert words in COMMANDS, line
            assert options <= OPTIONS[words], line


def test_the_documents_show_commands(root: Path) -> None:
    assert len(typed_commands(root)) > 10


def test_every_make_target_of_the_documents_exists(root: Path) -> None:
    makefile = (root / "Makefile").read_text("utf-8")
    targets = {
        target
        for block in blocks(root, "console")
        for target in re.findall(r"^\$ make (\w+)", block, re.MULTILINE)
    }
    assert {"demo", "test"} <= targets
    assert not {name for name in targets if f"\n{name}:" not in makefile}


def test_every_model_is_in_the_models_guide(root: Path) -> None:
    from anymask.models.catalog import CATALOG

    guide = (root / "docs/guides/models.md").read_text("utf-8")
    assert not {name for name in CATALOG if f"`{name}`" not in guide}


def test_every_format_is_in_the_formats_guide(root: Path) -> None:
    from anymask.data.formats import FORMATS

    guide = (root / "docs/guides/formats.md").read_text("utf-8")
    assert not {name for name in FORMATS if f"`{name}`" not in guide}


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    pages = [*documents(root), root / "CONTRIBUTING.md", root / "CHANGELOG.md"]
    broken = [
        f"{page.relative_to(root)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_the_readme_prints_the_architecture(root: Path, package: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    folders = {path.name for path in package.iterdir() if (path / "__init__.py").exists()}
    assert not {name for name in folders if f"{name}/" not in readme}

"""Small files, short functions, telling names, and a docstring wherever a stranger may land."""

import ast
from pathlib import Path

import pytest

FILE_LINES = 400
BODY_LINES = 45
GRAB_BAGS = {"utils", "util", "misc", "common", "helpers", "helper", "core", "base", "tools"}
# The drop-in keeps the official package's folder names, so that old imports keep working.
OFFICIAL_NAMES = {"compat/segment_anything/utils"}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@pytest.fixture(scope="module")
def trees(modules: dict[str, Path]) -> dict[str, ast.Module]:
    """The syntax tree of every module of the package."""
    return {name: ast.parse(path.read_text("utf-8")) for name, path in modules.items()}


def test_files_stay_below_the_wall(root: Path) -> None:
    folders = ("src", "tests", "benchmarks", "examples", "docs")
    lengths = {
        path.relative_to(root): len(path.read_text("utf-8").splitlines())
        for top in folders
        for path in (root / top).rglob("*.py")
    }
    assert not {path: n for path, n in lengths.items() if n > FILE_LINES}


def test_function_bodies_stay_short(trees: dict[str, ast.Module]) -> None:
    long = [
        f"{name}.{node.name}: {body_lines(node)} lines"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and body_lines(node) > BODY_LINES
    ]
    assert not long, "\n".join(long)


def body_lines(function: ast.FunctionDef) -> int:
    """Count the lines of a function without its signature and docstring."""
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    if not statements:
        return 0
    return (function.end_lineno or 0) - statements[0].lineno + 1


def test_no_file_or_folder_is_a_grab_bag(package: Path) -> None:
    names = {path.relative_to(package).with_suffix("").as_posix() for path in package.rglob("*")}
    bags = {name for name in names if name.rsplit("/", 1)[-1] in GRAB_BAGS}
    assert bags <= OFFICIAL_NAMES


def test_every_module_says_what_it_is(trees: dict[str, ast.Module]) -> None:
    silent = [name for name, tree in trees.items() if not ast.get_docstring(tree)]
    assert not silent, f"these modules have no docstring: {silent}"


def test_every_public_name_has_a_docstring(trees: dict[str, ast.Module]) -> None:
    silent = [
        f"{name} line {node.lineno}: {node.name}"
        for name, tree in trees.items()
        for node in public_definitions(tree)
        if not ast.get_docstring(node)
    ]
    assert not silent, "\n".join(silent)


def public_definitions(tree: ast.Module | ast.ClassDef) -> list[Definition]:
    """List public functions and classes, and the public methods of public classes.

    `forward` and property setters are described by their class, so they may stay silent.
    """
    found: list[Definition] = []
    for node in tree.body:
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        if node.name == "forward" or any(ast.unparse(d) == "overload" for d in node.decorator_list):
            continue
        found.append(node)
        if isinstance(node, ast.ClassDef):
            found += public_definitions(node)
    return found

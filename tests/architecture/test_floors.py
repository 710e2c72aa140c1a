"""The dependency rule: a module imports only its own folder and folders on lower floors.

Read from the syntax trees, so that imports inside functions and under TYPE_CHECKING count too.
"""

import ast
import graphlib
from pathlib import Path

import pytest

FLOORS = {
    "geometry": 0,
    "storage": 0,
    "nn": 1,
    "prompting": 1,
    "data": 1,
    "models": 2,
    "inference": 3,
    "training": 3,
    "evaluation": 4,
    "compat": 4,
    "export": 4,
    "recipes": 5,
    "engine": 6,
    "serving": 7,
    "anymask": 6,  # the public names in __init__.py: they come from all floors below
    "cli": 8,
    "__main__": 9,
}
FOR_ALL = {"errors", "shapes"}


@pytest.fixture(scope="module")
def imports(modules: dict[str, Path]) -> dict[str, set[str]]:
    """Which modules of ours each module imports, anywhere in its text."""
    return {name: imported_modules(name, path, set(modules)) for name, path in modules.items()}


def imported_modules(name: str, path: Path, known: set[str]) -> set[str]:
    """Read the imports of one file; `from package import module` counts as that module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} line {node.lineno}: write imports in full"
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            submodules = inside & known
            found |= submodules | ({node.module or ""} if inside - submodules else set())
    return found & known


def folder(module: str) -> str:
    """The folder that owns a module: the second part of its name, or anymask itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def test_every_folder_stands_on_a_floor(modules: dict[str, Path]) -> None:
    homeless = {folder(name) for name in modules} - FLOORS.keys() - FOR_ALL
    assert not homeless, f"give {sorted(homeless)} a floor in FLOORS"


def test_modules_import_only_their_own_folder_and_lower_floors(
    imports: dict[str, set[str]],
) -> None:
    wrong = [
        f"{name} imports {target}"
        for name, targets in imports.items()
        for target in sorted(targets)
        if not is_allowed(folder(name), folder(target))
    ]
    assert not wrong, "\n".join(wrong)


def is_allowed(source: str, target: str) -> bool:
    """Say whether a folder may import from another one."""
    if target in FOR_ALL or source == target:
        return True
    return source not in FOR_ALL and FLOORS[target] < FLOORS[source]


def test_no_module_takes_part_in_an_import_cycle(imports: dict[str, set[str]]) -> None:
    graph = {name: targets - {name} for name, targets in imports.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail("import cycle: " + " -> ".join(error.args[1]))


def test_only_the_public_names_are_imported_by_string(modules: dict[str, Path]) -> None:
    users = [name for name, path in modules.items() if "import_module(" in path.read_text()]
    assert set(users) <= {"anymask"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f():\n    from anymask.models import load", {"anymask.models.load"}),
        ("if TYPE_CHECKING:\n    import anymask.nn", {"anymask.nn"}),
        ("from anymask.nn import missing", {"anymask.nn"}),
        ("import torch", set()),
    ],
)
def test_the_reader_sees_hidden_imports(tmp_path: Path, text: str, expected: set[str]) -> None:
    path = tmp_path / "module.py"
    path.write_text(text)
    known = {"anymask", "anymask.nn", "anymask.models", "anymask.models.load"}
    assert imported_modules("module", path, known) == expected

"""Tests mirror the package file by file: src/anymask/a/b.py is tested by tests/a/test_b.py."""

from pathlib import Path


def test_every_module_has_its_test_file(
    root: Path, package: Path, modules: dict[str, Path]
) -> None:
    missing = [
        twin.relative_to(root).as_posix()
        for path in modules.values()
        if path.name != "__init__.py"
        if not (twin := twin_of(path.relative_to(package), root)).exists()
    ]
    assert not missing, "write these tests:\n" + "\n".join(sorted(missing))


def twin_of(module: Path, root: Path) -> Path:
    """The test file of a module; dunder modules lose their underscores."""
    return root / "tests" / module.parent / f"test_{module.stem.strip('_')}.py"


def test_no_test_file_outlives_its_module(root: Path, package: Path) -> None:
    folders = [path.name for path in package.iterdir() if path.is_dir()]
    orphans = [
        path.relative_to(root).as_posix()
        for folder in folders
        for path in (root / "tests" / folder).rglob("test_*.py")
        if not module_of(path.relative_to(root / "tests"), package)
    ]
    assert not orphans, f"these tests have no module: {orphans}"


def module_of(test: Path, package: Path) -> bool:
    """Whether a test file belongs to a module or to the folder of that name."""
    name = test.stem.removeprefix("test_")
    home = package / test.parent
    return (home / f"{name}.py").exists() or (home / name).is_dir()

"""The wheel holds everything, and works away from the source tree."""

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the project's wheel was unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    without_node = {**os.environ, "ANYMASK_WEB": "skip"}
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, env=without_node)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run_installed(installed: Path, *arguments: str) -> str:
    """Run python with the unpacked wheel first on its path, in an empty folder."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=installed.parent,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout


def test_the_wheel_says_that_it_is_typed_and_licensed(installed: Path) -> None:
    assert (installed / "anymask/py.typed").exists()
    assert list(installed.glob("anymask-*.dist-info/licenses/LICENSE"))


def test_every_module_is_in_the_wheel(installed: Path) -> None:
    source = {path.relative_to(ROOT / "src") for path in (ROOT / "src").rglob("*.py")}
    assert source == {path.relative_to(installed) for path in installed.rglob("*.py")}


def test_the_pages_are_in_the_wheel(installed: Path) -> None:
    built = ROOT / "src/anymask/serving/static"
    if not built.exists():
        pytest.skip("the pages are not built: make web")
    pages = {path.relative_to(ROOT / "src") for path in built.rglob("*") if path.is_file()}
    found = {
        path.relative_to(installed) for path in (installed / "anymask/serving/static").rglob("*")
    }
    assert pages <= found


def test_the_wheel_is_small_without_weights(installed: Path) -> None:
    (wheel,) = installed.parent.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        sizes = {each.filename: each.compress_size for each in archive.infolist()}
    code = sum(size for name, size in sizes.items() if not name.endswith(".safetensors"))
    assert code < 15_000_000


def test_it_is_the_wheel_that_runs(installed: Path) -> None:
    where = run_installed(installed, "-c", "import anymask; print(anymask.__file__)")
    assert Path(where.strip()).is_relative_to(installed)


def test_the_default_model_is_in_the_wheel(installed: Path) -> None:
    models = json.loads(run_installed(installed, "-m", "anymask", "models", "--json"))
    tiny = next(model for model in models if model["name"] == "tiny")
    assert Path(tiny["path"]).is_relative_to(installed)
    assert 1_000_000 < tiny["bytes"] <= 25_000_000


@pytest.fixture
def build_pages(monkeypatch: pytest.MonkeyPatch):
    """The function that builds the pages of a checkout, with the commands that it runs noted."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    noted: list[object] = []

    def run(command, **_):
        noted.append(command[1])
        return SimpleNamespace(returncode=0)

    def build(root: Path, version: str = "standard", *, npm: bool = True, wanted: str = "") -> list:
        monkeypatch.setattr(hook.subprocess, "run", run)
        monkeypatch.setattr(hook.shutil, "which", lambda _: "npm" if npm else None)
        monkeypatch.setenv("ANYMASK_WEB", wanted)
        app = SimpleNamespace(display_info=lambda _: None, display_warning=noted.append)
        noted.clear()
        hook.PagesHook.initialize(SimpleNamespace(root=str(root), app=app), version, {})
        return list(noted)

    return build


def test_pages_are_built_where_they_are_missing(build_pages, tmp_path: Path) -> None:
    assert build_pages(tmp_path) == ["ci", "run"]
    assert build_pages(tmp_path, "editable") == []
    assert build_pages(tmp_path, wanted="skip") == []


def test_without_node_there_are_no_pages_unless_they_are_required(
    build_pages, tmp_path: Path
) -> None:
    (warning,) = build_pages(tmp_path, npm=False)
    assert "npm is not installed" in warning
    with pytest.raises(RuntimeError, match="npm is not installed"):
        build_pages(tmp_path, npm=False, wanted="required")


def test_pages_that_are_there_are_taken(build_pages, tmp_path: Path) -> None:
    built = tmp_path / "src/anymask/serving/static/index.html"
    built.parent.mkdir(parents=True)
    built.write_text("<!doctype html>")
    assert build_pages(tmp_path, npm=False, wanted="required") == []

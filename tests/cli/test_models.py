"""`anymask models`: the zoo as a table, as JSON, and downloads."""

from pathlib import Path

import pytest

from anymask.models import catalog
from anymask.models.catalog import CATALOG, Entry


def test_the_table_has_a_line_per_model(run) -> None:
    header, *lines = run("models").out.splitlines()
    assert header.split()[0] == "name"
    assert [line.split()[0] for line in lines] == list(CATALOG)


def test_list_is_the_default(run) -> None:
    assert run("models").out == run("models", "list").out
    assert run("models", "--json").json == run("models", "list", "--json").json


def test_json_says_what_is_on_disk(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    by_name = {entry["name"]: entry for entry in run("models", "--json").json}
    assert by_name["vit_b"]["path"] is None
    path = tmp_path / "hub/checkpoints/sam_vit_b_01ec64.pth"
    path.parent.mkdir(parents=True)
    path.touch()
    by_name = {entry["name"]: entry for entry in run("models", "--json").json}
    assert by_name["vit_b"]["path"] == str(path)


def test_a_download_ends_with_its_path_on_stdout(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))

    def download(entry: Entry, report) -> Path:
        report(entry.size, entry.size)
        return tmp_path / entry.name

    monkeypatch.setattr(catalog, "download", download)
    ran = run("models", "download", "vit_b")
    assert ran.out.strip() == str(tmp_path / "vit_b")
    assert "vit_b" in ran.err


def test_an_unknown_model_is_wrong_input(run) -> None:
    ran = run("models", "download", "vit_x")
    assert ran.code == 2
    assert "no model is called 'vit_x'; did you mean" in ran.err

"""`anymask doctor`: every finding is named, and a broken one makes the exit code 1."""

from pathlib import Path

import pytest


@pytest.fixture
def _random_default(monkeypatch: pytest.MonkeyPatch, random_model: Path) -> None:
    monkeypatch.setattr("anymask.cli.doctor.DEFAULT_MODEL", str(random_model))


@pytest.mark.usefixtures("_random_default")
def test_a_healthy_installation_is_all_ok(run) -> None:
    ran = run("doctor")
    assert ran.code == 0
    assert all(line.startswith("ok ") for line in ran.out.splitlines())


@pytest.mark.usefixtures("_random_default")
def test_json_names_the_versions_and_devices(run) -> None:
    names = {finding["name"] for finding in run("doctor", "--json").json}
    assert {"python", "torch", "numpy", "devices", "threads", "downloads"} <= names


def test_a_model_that_does_not_load_is_found(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anymask.cli.doctor.DEFAULT_MODEL", "missing.pth")
    ran = run("doctor")
    assert ran.code == 1
    assert "!!  model missing.pth" in ran.out
    assert "does not exist" in ran.out

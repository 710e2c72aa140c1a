"""Claims about `anymask engine init`."""

from pathlib import Path

import yaml


def test_a_folder_of_images_becomes_a_project(run, pictures: Path) -> None:
    ran = run("engine", "init", "eng", "--images", pictures, "--name", "zoo", "--json")
    assert ran.code == 0
    assert ran.json == {"engine": "eng", "project": "zoo", "added": 3, "refused": []}
    assert Path("eng/admin.token").read_text().startswith("anymask_")


def test_repeating_it_adds_what_is_new(run, pictures: Path, folder: str) -> None:
    (pictures / "twin.png").write_bytes((pictures / "a.png").read_bytes())
    (pictures / "torn.png").write_bytes(b"no picture")
    ran = run("engine", "init", folder, "--images", pictures, "--json")
    assert ran.code == 1
    assert ran.json["added"] == 0
    assert [one["name"] for one in ran.json["refused"]] == ["torn.png", "twin.png"]


def test_settings_go_into_the_file(run) -> None:
    run("engine", "init", "eng", "--set", "work.lease_seconds=60", "--set", "train.new_masks=9")
    settings = yaml.safe_load(Path("eng/engine.yaml").read_text())
    assert (settings["work"]["lease_seconds"], settings["train"]["new_masks"]) == (60.0, 9)


def test_a_wrong_setting_is_named(run) -> None:
    ran = run("engine", "init", "eng", "--set", "work.lease_second=60")
    assert ran.code == 2
    assert "work.lease_second is no setting; did you mean 'lease_seconds'" in ran.err
    assert not Path("eng").exists()


def test_settings_of_an_old_engine_stay(run, folder: str) -> None:
    ran = run("engine", "init", folder, "--set", "work.lease_seconds=60")
    assert ran.code == 2
    assert "change its settings in eng/engine.yaml" in ran.err

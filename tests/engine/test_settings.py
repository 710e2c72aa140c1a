"""Claims about the settings of an engine."""

from pathlib import Path

import pytest

from anymask.engine.settings import (
    EngineSettings,
    WorkRules,
    change_settings,
    read_settings,
    write_settings,
)
from anymask.errors import ConfigurationError, FormatError, InputError


def test_settings_are_read_as_they_were_written(tmp_path: Path) -> None:
    settings = EngineSettings(model="vit_b", work=WorkRules(lease_seconds=7))
    write_settings(settings, tmp_path)
    assert read_settings(tmp_path, {}) == settings


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "engine.yaml").write_text("")
    settings = read_settings(tmp_path, {})
    assert settings == EngineSettings()
    assert settings.database_url(tmp_path) == f"sqlite:///{tmp_path / 'engine.db'}"
    assert settings.store_url(tmp_path) == str(tmp_path / "objects")


def test_the_environment_decides_where_things_are(tmp_path: Path) -> None:
    write_settings(EngineSettings(database="sqlite:///a.db"), tmp_path)
    environment = {"ANYMASK_DATABASE": "postgresql://b", "ANYMASK_STORE": "s3://c"}
    settings = read_settings(tmp_path, environment)
    assert settings.database_url(tmp_path) == "postgresql://b"
    assert settings.store_url(tmp_path) == "s3://c"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("modle: tiny", "modle is no setting; did you mean 'model'"),
        (
            "work: {lease_second: 3}",
            "work.lease_second is no setting; did you mean 'lease_seconds'",
        ),
        ("work: {lease_seconds: -1}", "work.lease_seconds is -1: "),
        ("train: {held_out_share: 2}", "train.held_out_share is 2: "),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "engine.yaml").write_text(text)
    with pytest.raises(ConfigurationError, match=message):
        read_settings(tmp_path, {})


def test_other_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no engine\.yaml; make it with"):
        read_settings(tmp_path, {})
    (tmp_path / "engine.yaml").write_text("a: [")
    with pytest.raises(FormatError, match="is no YAML"):
        read_settings(tmp_path, {})


def test_single_settings_are_changed_by_their_dotted_names() -> None:
    changed = change_settings(EngineSettings(), ["train.overrides=[train.steps=5]", "model=vit_b"])
    assert changed.train.overrides == ("train.steps=5",)
    assert changed == EngineSettings(model="vit_b", train=changed.train)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("work.lease_seconds", "'work.lease_seconds' is no setting; write key=value"),
        ("model.name=tiny", "'model.name=tiny' is no setting"),
        ("wrk.idle_seconds=3", "wrk is no setting; did you mean 'work'"),
        ("work.idle_seconds=soon", "work.idle_seconds is 'soon': "),
        ("model=[", "is no YAML"),
    ],
)
def test_a_change_that_cannot_be_made_is_named(change: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        change_settings(EngineSettings(), [change])

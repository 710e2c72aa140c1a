"""Claims about run.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from anymask.errors import ConfigurationError, FormatError
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.manifest import FILE_NAME, check_manifest, to_yaml, write_manifest
from anymask.training.overrides import to_plain


def _plain(**changes: Any) -> dict[str, Any]:
    config = TrainConfig(steps=5, optim=OptimConfig(learning_rate=1e-5))
    return {"train": to_plain(config) | changes, "stages": [{"side": 64}, {"side": 128}]}


def test_yaml_holds_exactly_the_plain_values() -> None:
    assert yaml.safe_load(to_yaml(_plain())) == _plain()


def test_a_run_may_go_on_with_the_settings_that_it_began_with(tmp_path: Path) -> None:
    check_manifest(tmp_path, _plain())
    write_manifest(tmp_path, _plain())
    check_manifest(tmp_path, _plain())


def test_what_does_not_change_the_weights_may_change(tmp_path: Path) -> None:
    write_manifest(tmp_path, _plain())
    check_manifest(tmp_path, _plain(workers=9, log_steps=1, evaluate_steps=4, parallel="fsdp"))


@pytest.mark.parametrize(
    ("now", "message"),
    [
        (_plain(steps=6), "train.steps is 6 now and 5 in .*run.yaml; use another run folder"),
        (_plain() | {"stages": [{"side": 64}]}, r"stages.1.side is not set now and 128 in"),
        (_plain() | {"init": "vit_b"}, "init is vit_b now and not set in"),
        (
            _plain(optim=to_plain(OptimConfig())),
            "train.optim.learning_rate is 0.0008 now and 1e-05",
        ),
    ],
)
def test_other_settings_are_refused_by_name(
    tmp_path: Path, now: dict[str, Any], message: str
) -> None:
    write_manifest(tmp_path, _plain())
    with pytest.raises(ConfigurationError, match=message):
        check_manifest(tmp_path, now)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(FormatError, match=r"run\.yaml is damaged"):
        check_manifest(tmp_path, _plain())

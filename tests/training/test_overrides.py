"""Claims about settings from the command line."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.errors import ConfigurationError
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.overrides import apply_overrides, to_plain

STEPS_5, STEPS_7 = TrainConfig(steps=5), TrainConfig(steps=7)


@dataclass(frozen=True)
class Stage:
    """A part of a recipe."""

    train: TrainConfig = STEPS_5
    name: str = "first"


@dataclass(frozen=True)
class Config:
    """Every type that a recipe may use."""

    stages: tuple[Stage, ...] = (Stage(), Stage(name="second"))
    train: TrainConfig = STEPS_7
    share: float = 0.5
    flip: bool = False
    init: str | None = "vit_b"
    limit: int | None = None
    folder: Path = Path("there")
    kind: Literal["box", "point"] = "box"
    sides: tuple[int, ...] = (1, 2)
    table: dict[str, int] | None = None


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("share=1e-4", Config(share=1e-4)),
        ("flip=true", Config(flip=True)),
        ("flip=False", Config(flip=False)),
        ("init=none", Config(init=None)),
        ("init=vit_h", Config(init="vit_h")),
        ("limit=3", Config(limit=3)),
        ("folder=a=b", Config(folder=Path("a=b"))),
        ("kind=point", Config(kind="point")),
        ("sides=8,9,10", Config(sides=(8, 9, 10))),
        ("sides=", Config(sides=())),
        (" share = 2 ", Config(share=2.0)),
        ("train.steps=3", Config(train=TrainConfig(steps=3))),
    ],
)
def test_text_is_read_as_the_fields_type(setting: str, expected: Config) -> None:
    assert apply_overrides(Config(), [setting]) == expected


def test_a_deep_key_changes_that_field_and_no_other() -> None:
    changed = apply_overrides(Config(), ["stages.1.train.optim.betas=0.8,0.9"])
    optim = OptimConfig(betas=(0.8, 0.9))
    expected = Stage(TrainConfig(steps=5, optim=optim), name="second")
    assert changed == Config(stages=(Stage(), expected))


def test_settings_that_only_fit_together_are_applied_together() -> None:
    settings = ["train.optim.schedule=steps", "train.optim.milestones=2,4"]
    for order in (settings, settings[::-1]):
        changed = apply_overrides(Config(), order).train.optim
        assert (changed.schedule, changed.milestones) == ("steps", (2, 4))


def test_the_last_of_two_settings_wins() -> None:
    assert apply_overrides(Config(), ["share=1", "share=2"]).share == 2


def test_no_settings_change_nothing() -> None:
    config = Config()
    assert apply_overrides(config, []) == config


@given(st.floats(allow_nan=False), st.integers(), st.booleans(), st.lists(st.integers()))
def test_what_is_written_is_read_back(x: float, n: int, flag: bool, many: list[int]) -> None:
    settings = [f"share={x}", f"limit={n}", f"flip={flag}", f"sides={tuple(many)}"]
    expected = Config(share=x, limit=n, flip=flag, sides=tuple(many))
    assert apply_overrides(Config(), settings) == expected


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("train.optim.learning_rat=1", "did you mean 'train.optim.learning_rate'"),
        ("trian.steps=1", r"did you mean 'train\.steps'\?; known: stages, train"),
        ("layer_decay=1", r"did you mean '.*optim\.layer_decay'"),
        ("stages.2.name=x", r"'stages.2.name' is no setting; did you mean 'stages\.\d\.name'"),
        ("share.x=1", "'share.x' is no setting"),
        ("train=1", "'train' is a group; set one of train.steps, "),
        ("share", "'share' is no setting; write key=value"),
        ("share=much", "share is 'much'; it must be of type float"),
        ("limit=1.5", "limit is '1.5'; it must be of type int"),
        ("flip=maybe", "flip is 'maybe'; it must be one of true, false"),
        ("kind=boxx", r"kind is 'boxx'; did you mean 'box'\? it must be one of box, point"),
        ("train.optim.betas=0.9", "train.optim.betas is '0.9'; it must have 2 values"),
        ("train.steps=0", "steps is 0; it must be >= 1"),
        ("table=x", "table cannot be set on the command line"),
    ],
)
def test_a_wrong_setting_is_refused_with_a_remedy(setting: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        apply_overrides(Config(), [setting])


def test_plain_values_are_what_json_knows() -> None:
    plain: Any = to_plain(Config())
    assert json.loads(json.dumps(plain)) == plain
    assert plain["stages"][1] == {"train": to_plain(TrainConfig(steps=5)), "name": "second"}
    assert (plain["folder"], plain["sides"], plain["limit"]) == ("there", [1, 2], None)

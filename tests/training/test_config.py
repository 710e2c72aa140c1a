"""Claims about the description of a run."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from anymask.errors import ConfigurationError
from anymask.training.config import OptimConfig, TrainConfig


def test_only_the_number_of_steps_has_no_default() -> None:
    assert TrainConfig(steps=7) == TrainConfig(7)
    with pytest.raises(TypeError, match="steps"):
        TrainConfig()  # type: ignore[call-arg]


def test_a_description_does_not_change_under_a_run() -> None:
    with pytest.raises(FrozenInstanceError):
        TrainConfig(steps=7).steps = 8  # type: ignore[misc]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"steps": 0}, "steps is 0; it must be >= 1"),
        ({"steps": 1, "accumulate": 0}, "accumulate is 0; it must be >= 1"),
        ({"steps": 1, "evaluate_steps": -1}, "evaluate_steps is -1; it must be >= 0"),
        ({"steps": 1, "average_decay": 1.0}, r"average_decay is 1.0; it must be in \[0, 1\)"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(setting: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        TrainConfig(**setting)


@pytest.mark.parametrize("name", ["learning_rate", "layer_decay", "clip_norm"])
def test_a_negative_rate_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} is -1.0; it must be"):
        OptimConfig(**{name: -1.0})


@pytest.mark.parametrize(("schedule", "milestones"), [("cosine", (3,)), ("steps", ())])
def test_milestones_belong_to_steps(schedule: Any, milestones: tuple[int, ...]) -> None:
    with pytest.raises(ConfigurationError, match="give milestones with schedule='steps'"):
        OptimConfig(schedule=schedule, milestones=milestones)

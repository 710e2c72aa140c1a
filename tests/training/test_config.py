"""Claims about the description of a run."""

from dataclasses import FrozenInstanceError

import pytest

from anymask.training.config import TrainConfig


def test_only_the_number_of_steps_has_no_default() -> None:
    assert TrainConfig(steps=7) == TrainConfig(7)
    with pytest.raises(TypeError, match="steps"):
        TrainConfig()  # type: ignore[call-arg]


def test_a_description_does_not_change_under_a_run() -> None:
    with pytest.raises(FrozenInstanceError):
        TrainConfig(steps=7).steps = 8  # type: ignore[misc]

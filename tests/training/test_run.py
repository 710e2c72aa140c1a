"""Claims about the check of a run before its first step."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from anymask.errors import ConfigurationError
from anymask.training.run import Run, check_run

NewRun = Callable[..., Run[Any, Any]]


def test_a_run_that_fits_passes(small_run: NewRun) -> None:
    check_run(small_run(), shards=4)


def test_shards_must_be_equal(small_run: NewRun) -> None:
    with pytest.raises(ConfigurationError, match=r"is 8 for 3 shards .* of 3"):
        check_run(small_run("accumulate=3"), shards=3)


@pytest.mark.parametrize("name", ["evaluate", "picture"])
def test_what_shall_be_called_must_be_there(small_run: NewRun, name: str) -> None:
    run = replace(small_run(), **{name: None})
    with pytest.raises(ConfigurationError, match=rf"{name}_steps is \d, but this run has no"):
        check_run(run, shards=1)


def test_a_frozen_model_cannot_be_trained(small_run: NewRun) -> None:
    run = small_run()
    run.model.requires_grad_(False)
    with pytest.raises(ConfigurationError, match="every parameter is frozen"):
        check_run(run, shards=1)

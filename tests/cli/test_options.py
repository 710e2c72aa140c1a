"""Shared options mean the same in every command."""

import inspect
from typing import Any, get_args

import pytest

from anymask.cli import options
from anymask.cli.demo import demo
from anymask.cli.everything import everything
from anymask.cli.segment import segment
from anymask.models.load import Precision

SHARED = {"model": "tiny", "device": None, "precision": "fp32", "seed": 0, "as_json": False}


@pytest.mark.parametrize("command", [segment, everything, demo])
@pytest.mark.parametrize("name", SHARED)
def test_a_shared_option_has_one_definition_and_one_default(command: Any, name: str) -> None:
    parameter = inspect.signature(command).parameters[name]
    assert parameter.default == SHARED[name]
    assert any(parameter.annotation is value for value in vars(options).values())


def test_the_precisions_are_those_that_models_load_in() -> None:
    assert set(get_args(options.PrecisionName)) == set(get_args(Precision))

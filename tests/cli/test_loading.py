"""The model that the shared options ask for."""

import os
from pathlib import Path

import pytest
import torch

from anymask.cli.loading import ModelChoice
from anymask.errors import ConfigurationError


def test_device_and_precision_reach_the_model(random_model: Path) -> None:
    sam = ModelChoice(str(random_model), "cpu", "bf16", 0).load().sam
    assert sam.device == torch.device("cpu")
    assert sam.dtype == torch.bfloat16


def test_the_seed_fixes_what_follows(random_model: Path) -> None:
    drawn = []
    for seed in (7, 7, 8):
        ModelChoice(str(random_model), "cpu", "fp32", seed).load()
        drawn.append(float(torch.rand(())))
    assert drawn[0] == drawn[1] != drawn[2]


def test_the_stamp_changes_with_the_weights(random_model: Path) -> None:
    choice = ModelChoice(str(random_model), None, "fp32", 0)
    before = choice.stamp()
    assert before == choice.stamp()
    weights = random_model / "model.safetensors"
    stamp = weights.stat().st_mtime_ns
    os.utime(weights, ns=(1, 1))
    assert choice.stamp() != before
    os.utime(weights, ns=(stamp, stamp))


def test_an_unknown_model_has_no_stamp() -> None:
    with pytest.raises(ConfigurationError, match="no model is called"):
        ModelChoice("zebra", None, "fp32", 0).stamp()

"""Scenes that several tests look at, made once."""

import pytest

from anymask.data.scenes.source import SceneSample, make_scene
from anymask.data.scenes.worlds.catalog import WORLDS


@pytest.fixture(scope="session")
def described() -> list[SceneSample]:
    """A few small scenes of each world."""
    return [make_scene(seed, 160, world=world) for world in WORLDS for seed in range(6)]

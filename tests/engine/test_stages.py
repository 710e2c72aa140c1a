"""Claims about the stages."""

import pytest

from anymask.engine.stages import STAGES, find_stage
from anymask.errors import ConfigurationError


def test_only_the_second_stage_fills_in_before() -> None:
    assert [stage.proposals for stage in STAGES.values()] == [False, True, False]
    assert [stage.people for stage in STAGES.values()] == [True, True, False]


def test_an_unknown_stage_is_named() -> None:
    with pytest.raises(
        ConfigurationError, match="no stage 'semi-auto'; did you mean 'semi-automatic'"
    ):
        find_stage("semi-auto")

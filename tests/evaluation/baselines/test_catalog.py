"""Claims about the baselines by name."""

import pytest

from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.catalog import BASELINES, find_baseline
from anymask.evaluation.methods import Method


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_is_a_method(name: str) -> None:
    pytest.importorskip("cv2")
    assert isinstance(find_baseline(name), Method)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="no baseline is called 'grabcuts'; did you mean"):
        find_baseline("grabcuts")

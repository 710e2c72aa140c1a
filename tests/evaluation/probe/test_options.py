"""Claims about how a mask is embedded."""

import pytest

from anymask.errors import ConfigurationError
from anymask.evaluation.probe.options import ProbeOptions


@pytest.mark.parametrize("margin", [-0.1, float("nan"), float("inf")])
def test_a_crop_is_not_smaller_than_the_mask(margin: float) -> None:
    with pytest.raises(ConfigurationError, match="pass 0 or more"):
        ProbeOptions(margin=margin)

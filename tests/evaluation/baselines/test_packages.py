"""Claims about packages that are not there."""

import pytest

from anymask.errors import ConfigurationError
from anymask.evaluation.baselines.packages import needs


def test_a_missing_package_is_named_with_the_remedy() -> None:
    message = r"OpenCV's, which is not installed; run: pip"
    with pytest.raises(ConfigurationError, match=message), needs("OpenCV"):
        raise ImportError


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ZeroDivisionError), needs("OpenCV"):
        raise ZeroDivisionError

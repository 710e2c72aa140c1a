"""A missing package is named, and how to get it."""

import pytest

from anymask.errors import ConfigurationError
from anymask.export.packages import needs_onnx


def test_a_missing_package_is_advice() -> None:
    with (
        pytest.raises(ConfigurationError, match=r"needs no_such_package.*anymask\[onnx\]"),
        needs_onnx(),
    ):
        import no_such_package  # noqa: F401


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), needs_onnx():
        _ = 1 / 0

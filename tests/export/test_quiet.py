"""Remarks are held back, errors are not, and afterwards everything is as before."""

import logging
import warnings

import pytest

from anymask.export.quiet import quiet


def test_warnings_and_log_lines_are_held_back(caplog: pytest.LogCaptureFixture) -> None:
    with quiet():
        warnings.warn("remark", stacklevel=1)
        logging.getLogger("other").warning("remark")
    assert not caplog.records


def test_logging_works_again_afterwards(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ValueError, match="passes"), quiet():
        raise ValueError("passes")
    logging.getLogger("other").warning("heard")
    assert [record.message for record in caplog.records] == ["heard"]

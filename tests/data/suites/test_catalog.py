"""Claims about the table of suites."""

import pytest

from anymask.data.suites.catalog import SUITES, find_suite
from anymask.errors import ConfigurationError


def test_suites_are_found_by_their_name() -> None:
    assert all(find_suite(name).name == name for name in SUITES)


def test_an_unknown_suite_is_refused_with_a_hint() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'sam-23'"):
        find_suite("sam-32")

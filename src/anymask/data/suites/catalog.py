"""The suites by name: one literal table, which `--suite` and `anymask data suites` look up."""

from anymask.data.suites.manifest import Suite
from anymask.data.suites.sam23.suite import SAM_23
from anymask.errors import ConfigurationError, did_you_mean

SUITES: dict[str, Suite] = {SAM_23.name: SAM_23}


def find_suite(name: str) -> Suite:
    """Look a suite up.

    Raises:
        ConfigurationError: there is none of that name.

    >>> len(find_suite("sam-23").sets)
    23
    """
    if name not in SUITES:
        raise ConfigurationError(f"there is no suite '{name}'; {did_you_mean(name, SUITES)}")
    return SUITES[name]

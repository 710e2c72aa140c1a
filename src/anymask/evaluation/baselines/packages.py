"""Say what to install where a baseline needs a package that is not there."""

import contextlib
from collections.abc import Iterator

from anymask.errors import ConfigurationError


@contextlib.contextmanager
def needs(package: str) -> Iterator[None]:
    """Turn a failed import inside the block into advice.

    Args:
        package: whose the baseline is, in its own spelling.

    Raises:
        ConfigurationError: the package is not installed.

    >>> with needs("scikit-image"):
    ...     import json
    """
    try:
        yield
    except ImportError as error:
        raise ConfigurationError(
            f"the baseline is {package}'s, which is not installed; run: pip install 'anymask[eval]'"
        ) from error

"""The exceptions that anymask raises on purpose.

::

    AnymaskError
    ├── InputError           a prompt, image or option that cannot be used (also a ValueError)
    │   └── MissingError     something that is asked for by its name or number and is not there
    ├── ForbiddenError       something that this person may not do
    ├── ConflictError        something that has changed since it was last looked at
    ├── FormatError          a file whose content is not what its format says
    ├── CheckpointError      weights that are missing, damaged or of another architecture
    ├── ConfigurationError   a setting or name that does not exist
    └── ResourceError        memory, disk or network that ran out

Every message names the value, the rule it breaks and the remedy. The command line prints it
without a traceback; `exit_code` tells wrong input (2) from a failure (1).
"""

import difflib
from collections.abc import Iterable


class AnymaskError(Exception):
    """Base of everything that anymask raises on purpose."""

    exit_code = 2


class InputError(AnymaskError, ValueError):
    """A prompt, image or option that cannot be used."""


class MissingError(InputError):
    """Something that is asked for by its name or number and is not there."""


class ForbiddenError(AnymaskError):
    """Something that this person may not do."""


class ConflictError(AnymaskError):
    """Something that has changed since it was last looked at."""

    exit_code = 1


class FormatError(AnymaskError):
    """A file whose content is not what its format says."""


class CheckpointError(AnymaskError):
    """Weights that are missing, damaged or of another architecture."""


class ConfigurationError(AnymaskError):
    """A setting or name that does not exist."""


class ResourceError(AnymaskError):
    """Memory, disk or network that ran out."""

    exit_code = 1


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """Say which of `choices` the user probably meant, for the end of an error message.

    >>> did_you_mean("vit_bb", ["vit_b", "tiny"])
    "did you mean 'vit_b'? Known: tiny, vit_b"
    >>> did_you_mean("zebra", ["vit_b", "tiny"])
    'known: tiny, vit_b'
    """
    known = sorted(choices)
    close = difflib.get_close_matches(name, known, n=1)
    listing = ", ".join(known)
    return f"did you mean '{close[0]}'? Known: {listing}" if close else f"known: {listing}"

"""Samples that cannot be used: skipped, never silently, never fatally.

Data sets raise `BrokenSampleError`; mixtures and streams skip the sample and note it in a
`BrokenSamples` ledger, which training writes into the run folder and commands print at the end.
"""

import json
import threading
from pathlib import Path

from anymask.errors import FormatError
from anymask.storage.files import write_text


class BrokenSampleError(FormatError):
    """A sample that cannot be used.

    Args:
        name: of the image.
        reason: what is wrong with it.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} cannot be used: {reason}")
        self.name = name
        self.reason = reason


class BrokenSamples:
    """Which samples were skipped and why; may be shared between threads.

    >>> broken = BrokenSamples()
    >>> broken.record("cat.jpg", "it is empty")
    >>> broken.record("cat.jpg", "it is empty")
    >>> broken.summary()
    '1 broken sample was skipped: cat.jpg (it is empty)'
    """

    SHOWN = 5

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reasons: dict[str, str] = {}

    def record(self, name: str, error: Exception | str) -> None:
        """Note a skipped sample; a name that is known already is not counted again."""
        reason = error.reason if isinstance(error, BrokenSampleError) else str(error)
        with self._lock:
            self._reasons.setdefault(name, reason)

    @property
    def count(self) -> int:
        """How many different samples were skipped."""
        return len(self._reasons)

    @property
    def reasons(self) -> dict[str, str]:
        """Name -> reason, in the order in which they were met."""
        with self._lock:
            return dict(self._reasons)

    def summary(self) -> str:
        """Say in a sentence how many samples were skipped, and name the first ones."""
        reasons = self.reasons
        if not reasons:
            return "no broken samples"
        noun = "sample was" if len(reasons) == 1 else "samples were"
        shown = [f"{name} ({why})" for name, why in list(reasons.items())[: self.SHOWN]]
        rest = len(reasons) - len(shown)
        more = f"; and {rest} more" if rest else ""
        return f"{len(reasons)} broken {noun} skipped: {'; '.join(shown)}{more}"

    def write(self, path: Path) -> None:
        """Write a line of JSON per sample: name and reason.

        What an earlier run wrote there is kept; nothing is written while nothing is broken.

        Raises:
            InputError: the place cannot be written.
            ResourceError: the disk is full.
            FormatError: what is there was not written by this function.
        """
        reasons = {**_read(path), **self.reasons}
        if reasons:
            lines = [json.dumps({"name": name, "reason": why}) for name, why in reasons.items()]
            write_text(path, "\n".join(lines) + "\n")


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        return {str(entry["name"]): str(entry["reason"]) for entry in entries}
    except (ValueError, TypeError, KeyError) as error:
        raise FormatError(
            f"{path} is no list of broken samples; move it away, and it is written anew"
        ) from error

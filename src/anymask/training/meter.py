"""The mean of what was measured since the last line of the log.

It goes into checkpoints, so that a line that spans an interruption is the same line.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Meter:
    """Sums of named values over steps; a value that is not finite is left out of its mean.

    >>> meter = Meter()
    >>> meter.add({"loss": 1.0})
    >>> meter.add({"loss": 2.0})
    >>> meter.means()
    {'loss': 1.5}
    """

    sums: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, values: Mapping[str, float]) -> None:
        """Take in the values of one step."""
        for name, value in values.items():
            if math.isfinite(value):
                self.sums[name] = self.sums.get(name, 0.0) + value
                self.counts[name] = self.counts.get(name, 0) + 1

    def means(self) -> dict[str, float]:
        """Return the mean of every name that had a finite value."""
        return {name: total / self.counts[name] for name, total in self.sums.items()}

    def to_plain(self) -> dict[str, Any]:
        """Return what JSON can hold, exactly."""
        return {"sums": self.sums, "counts": self.counts}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Meter":
        """Make the meter that `to_plain` described."""
        return cls(dict(plain["sums"]), dict(plain["counts"]))

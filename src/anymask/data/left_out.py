"""What a data set holds that cannot be used, by reason: counted and named, never silently dropped.

Readers of annotation files collect it; `anymask data verify` and every evaluation report tell it.
"""

from dataclasses import dataclass

SHOWN = 5
"""So many items of a kind are named."""


@dataclass(frozen=True)
class LeftOutItems:
    """Items of one kind that were left out.

    Attributes:
        reason: what they are, in words.
        count: how many.
        examples: where the first of them stand.
    """

    reason: str
    count: int
    examples: tuple[str, ...]

    @classmethod
    def of(cls, reason: str, places: list[str]) -> "LeftOutItems":
        """Count items by their places and name the first ones."""
        return cls(reason, len(places), tuple(places[:SHOWN]))

    def __str__(self) -> str:
        """Say it in a line.

        >>> str(LeftOutItems("crowd regions", 7, ("annotations[3]", "annotations[9]")))
        'left out 7 crowd regions: annotations[3], annotations[9] and 5 more'
        """
        more = self.count - len(self.examples)
        tail = f" and {more} more" if more else ""
        return f"left out {self.count} {self.reason}: {', '.join(self.examples)}{tail}"

"""The seam for text: what a method must do to be measured with phrases.

The runner of the text task asks for it (`task.py`); a baseline without a text encoder answers it
(`baselines/whole_picture.py`), and a model does as soon as its view has this one method.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from anymask.inference.result import Masks


@runtime_checkable
class TakesText(Protocol):
    """A view that answers phrases."""

    def text(self, phrases: Sequence[str]) -> Masks:
        """Answer each of N phrases by any number of masks: none where there is no such thing.

        `Masks.objects` tells the place of its phrase, 0 to N - 1, for each mask.
        """

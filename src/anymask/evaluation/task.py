"""What an evaluation task is: a question asked of each labelled image, and a way to sum up.

`walk` asks, `rows` remembers, `report` tells; a task only says what one image is worth.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from anymask.evaluation.methods import Method
from anymask.evaluation.picture import Picture
from anymask.evaluation.report import Curve, Measure, SetResult
from anymask.evaluation.rows import RowT


@dataclass(frozen=True)
class Summary:
    """What the rows of one method come to.

    Attributes:
        sets: averages, set by set.
        curves: for charts.
    """

    sets: tuple[SetResult, ...]
    curves: tuple[Curve, ...] = ()


class Task(Protocol[RowT]):
    """One of the tasks of `anymask evaluate`."""

    @property
    def name(self) -> str:
        """Its name on the command line, such as "points"."""

    @property
    def row_type(self) -> type[RowT]:
        """What it keeps of an image."""

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes its rows, in JSON values."""

    def measures(self) -> Mapping[str, Measure]:
        """Return its measures by name, in the order of the columns of a table."""

    def score(self, method: Method, picture: Picture) -> RowT:
        """Ask a method about one image.

        Raises:
            BrokenSampleError: the image cannot be read.
            InputError: the method cannot be asked this.
        """

    def summarise(self, rows: Sequence[RowT]) -> Summary:
        """Sum up the rows of one method on all sets.

        Raises:
            InputError: a set in which nothing counts.
        """

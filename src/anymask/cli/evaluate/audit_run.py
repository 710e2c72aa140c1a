"""What `anymask evaluate quality audit` asks for: people first, then methods."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from anymask.cli.evaluate.request import Request
from anymask.cli.options import part_of
from anymask.data.open import open_dataset
from anymask.evaluation.methods import Method
from anymask.evaluation.quality.own_masks import HUMAN_AGREEMENT, THE_SET, OwnMasks
from anymask.evaluation.quality.second_set import SecondSet


@dataclass(frozen=True)
class AuditRequest(Request):
    """A request that measures what was drawn before it measures methods.

    Attributes:
        has_second: whether another set is the second annotator.
    """

    has_second: bool = False

    def methods(self) -> list[Callable[[], Method]]:
        """Return what loads each method, people or the set's own masks first."""
        name = THE_SET if self.has_second else HUMAN_AGREEMENT
        return [partial(OwnMasks, name), *super().methods()]


def second_set(path: Path | None, split: str) -> SecondSet | None:
    """Open the set of the second annotator."""
    if path is None:
        return None
    return SecondSet(open_dataset(path, split=part_of(split)), str(path))

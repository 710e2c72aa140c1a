"""What the tests of the RAI report share: rows whose objects have scores and values."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from anymask.evaluation.fairness.row import FairnessRow
from anymask.evaluation.rows import RowKey

Told = tuple[float, Mapping[str, str]]
"""The score of an object, and what is known of it."""


def make_row(image: str, objects: Sequence[Told], stray: int = 0, **of_image: str) -> FairnessRow:
    """A row with one measure, "regular"."""
    return FairnessRow(
        key=RowKey("tiny", "1", "people", image),
        set_name="people",
        numbers=tuple(range(len(objects))),
        areas=(10,) * len(objects),
        left_out={},
        scores={"regular": tuple(score for score, _ in objects)} if objects else {},
        of_image=of_image,
        of_objects=tuple(values for _, values in objects),
        stray=stray,
    )


@pytest.fixture
def row() -> Callable[..., FairnessRow]:
    """The function that makes rows."""
    return make_row


@pytest.fixture
def people() -> list[FairnessRow]:
    """Four images with two older and four younger people, the younger segmented better."""
    return [
        make_row("0", [(0.2, {"age": "older"}), (0.8, {"age": "young"})], country="Kenya"),
        make_row("1", [(0.3, {"age": "older"}), (0.9, {"age": "young"})], country="Peru"),
        make_row("2", [(0.7, {"age": "young"}), (0.5, {})], country="Kenia"),
        make_row("3", [(0.8, {"age": "young"})], stray=2),
    ]

"""What the tests of the probe share: labelled pictures in memory whose objects have categories."""

from collections.abc import Sequence

import pytest
import torch

from anymask.data.dataset import Annotation, MaskDataset
from anymask.evaluation.picture import Picture
from anymask.evaluation.probe.row import ProbeRow, pack
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import Sampling

BOXES = ((3, 5, 23, 25), (27, 12, 47, 35))
Vectors = Sequence[tuple[float, ...]]


@pytest.fixture
def named(drawn, rectangles) -> MaskDataset:
    """Two images, each with a red cup and a green plate."""

    class Named(drawn):
        def annotations(self, index: int) -> Sequence[Annotation]:
            names = ("cup", "plate")
            pairs = zip(super().annotations(index), names, strict=True)
            return [each | {"category": name} for each, name in pairs]

    return Named([rectangles(*BOXES), rectangles(*BOXES)])


@pytest.fixture
def first_picture(named: MaskDataset) -> Picture:
    """The first of the two images, all of its objects."""
    return Picture(RowKey("m", "", "set", "0.png"), named, 0, Sampling())


@pytest.fixture
def row_of():
    """Make the row of an image: its categories, and a vector for each."""

    def make(image: str, categories: Sequence[str | None], vectors: Vectors, name: str = "s"):
        packed = tuple(pack(torch.tensor(each)) for each in vectors)
        key = RowKey("m", "", "set", image)
        return ProbeRow(key, name, tuple(range(len(packed))), tuple(categories), packed, {})

    return make

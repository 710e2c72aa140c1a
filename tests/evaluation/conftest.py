"""What the evaluation tests share: labelled images that are drawn in memory."""

from collections.abc import Sequence

import pytest
import torch

from anymask.data.dataset import Annotation, MaskDataset
from anymask.data.sample import Sample


class DrawnDataset(MaskDataset):
    """Samples at hand, as a data set."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self._samples = samples

    def __len__(self) -> int:
        return len(self._samples)

    def __getitem__(self, index: int) -> Sample:
        return self._samples[index]

    def name(self, index: int) -> str:
        return f"{index}.png"

    def source(self, index: int) -> str:
        return self._samples[index].source

    def image_bytes(self, index: int) -> bytes:
        raise NotImplementedError

    def annotations(self, index: int) -> Sequence[Annotation]:
        raise NotImplementedError


def rectangles(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (40, 50)) -> Sample:
    """Draw rectangles, (x0, y0, x1, y1) half-open, each in a colour of its own, on black."""
    image = torch.zeros(3, *size, dtype=torch.uint8)
    masks = torch.zeros(len(boxes), *size, dtype=torch.bool)
    for number, (x0, y0, x1, y1) in enumerate(boxes):
        masks[number, y0:y1, x0:x1] = True
        image[number % 3, y0:y1, x0:x1] = 250
    return Sample(image, masks, "rectangles")


@pytest.fixture
def dataset() -> MaskDataset:
    """Two images with three rectangles."""
    return DrawnDataset(
        [rectangles((3, 5, 23, 25), (27, 12, 47, 35)), rectangles((10, 10, 40, 30))]
    )


@pytest.fixture
def unlabelled() -> MaskDataset:
    """One image with an empty mask."""
    return DrawnDataset([rectangles((9, 9, 9, 9))])

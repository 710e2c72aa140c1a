"""What the evaluation tests share: labelled images drawn in memory, and a method that is told."""

import io
from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from anymask.data.dataset import Annotation, MaskDataset
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks


class DrawnDataset(MaskDataset):
    """Pictures and masks at hand, as a data set."""

    def __init__(self, masks: Sequence[Tensor], source: str = "rectangles") -> None:
        self.masks = masks
        self.opened: list[int] = []
        self._source = source

    def __len__(self) -> int:
        return len(self.masks)

    def name(self, index: int) -> str:
        return f"{index}.png"

    def source(self, index: int) -> str:
        return self._source

    def image_bytes(self, index: int) -> bytes:
        self.opened.append(index)
        stream = io.BytesIO()
        Image.fromarray(paint(self.masks[index])).save(stream, "PNG")
        return stream.getvalue()

    def annotations(self, index: int) -> Sequence[Annotation]:
        return [
            {"segmentation": rle.to_coco(mask), "area": rle.area(mask)}
            for mask in rle.encode(self.masks[index])
        ]


class Answering:
    """A method that answers with given masks, call by call, and remembers its prompts."""

    name, stamp = "given", "1"

    def __init__(self, *answers: Tensor) -> None:
        self.answers = iter(answers)
        self.points: list[Tensor] = []
        self.labels: list[Tensor] = []
        self.boxes: list[Tensor] = []

    def __call__(self, image: np.ndarray) -> "Answering":
        return self

    def click(self, points: Tensor) -> Masks:
        self.points.append(points)
        return self._next()

    def box(self, boxes: Tensor) -> Masks:
        self.boxes.append(boxes)
        return self._next()

    def correct(self, points: Tensor, labels: Tensor, previous: Masks) -> Masks:
        self.points.append(points)
        self.labels.append(labels)
        return self._next()

    def _next(self) -> Masks:
        return as_masks(next(self.answers))


def as_masks(masks: Tensor) -> Masks:
    """Wrap full-size masks (M, H, W) as a result."""
    size = (masks.shape[1], masks.shape[2])
    return Masks(size, scores=torch.ones(len(masks)), runs=tuple(rle.encode(masks)))


def paint(masks: Tensor) -> np.ndarray:
    """Paint each mask in a colour of its own on black."""
    picture = np.zeros((*masks.shape[1:], 3), np.uint8)
    for number, mask in enumerate(masks.numpy()):
        picture[mask, number % 3] = 250
    return picture


def draw_rectangles(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (40, 50)) -> Tensor:
    """Masks of rectangles, (x0, y0, x1, y1) half-open."""
    masks = torch.zeros(len(boxes), *size, dtype=torch.bool)
    for mask, (x0, y0, x1, y1) in zip(masks, boxes, strict=True):
        mask[y0:y1, x0:x1] = True
    return masks


@pytest.fixture
def pair() -> Tensor:
    """Two rectangles (2, 40, 50)."""
    return draw_rectangles((3, 5, 23, 25), (27, 12, 47, 35))


@pytest.fixture
def truths(pair: Tensor) -> list[Rle]:
    """The two rectangles as run lengths."""
    return rle.encode(pair)


@pytest.fixture
def dataset(pair: Tensor) -> DrawnDataset:
    """Two images with three rectangles."""
    return DrawnDataset([pair, draw_rectangles((10, 10, 40, 30))])


@pytest.fixture
def rectangles() -> Callable[..., Tensor]:
    """The function that draws rectangles."""
    return draw_rectangles


@pytest.fixture
def drawn() -> type[DrawnDataset]:
    """The class of data sets made of masks."""
    return DrawnDataset


@pytest.fixture
def answering() -> type[Answering]:
    """The class of methods that answer with given masks."""
    return Answering


@pytest.fixture
def result_of() -> Callable[[Tensor], Masks]:
    """The function that wraps full-size masks as a result."""
    return as_masks


@pytest.fixture
def picture(pair: Tensor) -> np.ndarray:
    """The picture of the two rectangles."""
    return paint(pair)

"""Claims about ellipses that ignore the picture."""

import pytest
import torch

from anymask.data.placed import PlacedEllipses
from anymask.data.sample import Sample
from anymask.data.transforms import Augmentation

SIDE = 32


@pytest.fixture
def sample() -> Sample:
    """A picture with six squares in it."""
    masks = torch.zeros(6, 48, 40, dtype=torch.bool)
    for number, mask in enumerate(masks):
        mask[4 + number : 34 + number, 5:35] = True
    image = torch.arange(48 * 40).remainder(256).to(torch.uint8).expand(3, 48 * 40)
    return Sample(image.reshape(3, 48, 40), masks, "squares")


def _seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_the_picture_and_the_number_of_objects_are_those_of_the_augmentation(
    sample: Sample,
) -> None:
    augmentation = Augmentation(SIDE)
    plain, placed = (
        transform(sample, _seeded()) for transform in (augmentation, PlacedEllipses(augmentation))
    )
    assert torch.equal(placed.image, plain.image)
    assert placed.masks.shape == plain.masks.shape
    assert placed.source == "squares"


def test_the_same_generator_gives_the_same_ellipses(sample: Sample) -> None:
    placed = PlacedEllipses(Augmentation(SIDE))
    assert torch.equal(placed(sample, _seeded(3)).masks, placed(sample, _seeded(3)).masks)
    assert not torch.equal(placed(sample, _seeded(3)).masks, placed(sample, _seeded(4)).masks)


def test_no_ellipse_is_empty_or_larger_than_its_radii_allow(sample: Sample) -> None:
    placed = PlacedEllipses(Augmentation(SIDE), radii=(0.1, 0.2))
    masks = torch.cat([placed(sample, _seeded(seed)).masks for seed in range(40)])
    rows, columns = masks.any(2).sum(1), masks.any(1).sum(1)
    assert masks.flatten(1).any(1).all()
    assert int(max(rows.max(), columns.max())) <= 2 * 0.2 * SIDE + 1


def test_every_row_of_an_ellipse_is_one_stretch(sample: Sample) -> None:
    masks = PlacedEllipses(Augmentation(SIDE))(sample, _seeded()).masks.int()
    starts = masks.diff(dim=2, prepend=torch.zeros_like(masks[..., :1])).clamp(min=0).sum(2)
    assert int(starts.max()) == 1


def test_ellipses_lie_everywhere(sample: Sample) -> None:
    placed = PlacedEllipses(Augmentation(SIDE))
    masks = torch.cat([placed(sample, _seeded(seed)).masks for seed in range(40)])
    assert masks.any(0).all()

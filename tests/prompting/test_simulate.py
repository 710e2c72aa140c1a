"""Claims about the simulated first prompt."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.errors import InputError
from anymask.prompting.simulate import MAX_NOISE_PX, noisy_boxes, random_points


def _random_masks(seed: int, count: int = 4, height: int = 9, width: int = 13) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    masks = torch.rand(count, height, width, generator=generator) < 0.2
    masks[:, 3, 5] = True
    return masks


def _tight_box(mask: torch.Tensor) -> list[float]:
    rows, columns = mask.nonzero().unbind(1)
    return [float(v) for v in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)]


@settings(deadline=None)
@given(seed=st.integers(0, 2**31))
def test_random_points_are_foreground_pixel_centres(seed: int) -> None:
    masks = _random_masks(seed)
    points = random_points(masks, torch.Generator().manual_seed(seed))
    assert torch.equal(points % 1, torch.full_like(points, 0.5))
    column, row = points.long().unbind(1)
    assert masks[torch.arange(4), row, column].all()


def test_every_foreground_pixel_is_equally_likely() -> None:
    mask = torch.zeros(3, 4, dtype=torch.bool)
    mask[0, 1] = mask[2, 0] = mask[2, 2] = mask[2, 3] = True
    points = random_points(mask.expand(8000, 3, 4), torch.Generator().manual_seed(0))
    counts = torch.zeros(3, 4).index_put_(
        tuple(points.long().flip(1).unbind(1)), torch.ones(8000), accumulate=True
    )
    assert torch.equal(counts > 0, mask)
    assert ((counts[mask] - 2000).abs() < 200).all()


def test_the_same_generator_state_gives_the_same_prompts() -> None:
    masks = _random_masks(1)
    for draw in (random_points, noisy_boxes):
        first = draw(masks, torch.Generator().manual_seed(7))
        assert torch.equal(first, draw(masks, torch.Generator().manual_seed(7)))


def test_boxes_scatter_around_the_tight_box_by_a_tenth_of_the_side() -> None:
    mask = torch.zeros(200, 200, dtype=torch.bool)
    mask[60:140, 70:110] = True
    boxes = noisy_boxes(mask.expand(4000, 200, 200), torch.Generator().manual_seed(0))
    assert torch.allclose(boxes.mean(0), torch.tensor([70.0, 60.0, 110.0, 140.0]), atol=0.5)
    assert torch.allclose(boxes.std(0), torch.tensor([4.0, 8.0, 4.0, 8.0]), rtol=0.06)


def test_no_box_moves_further_than_the_cap() -> None:
    mask = torch.zeros(1, 600, 600, dtype=torch.bool)
    mask[:, 50:550, 50:550] = True
    boxes = noisy_boxes(mask.expand(200, 600, 600), torch.Generator().manual_seed(0))
    shift = (boxes - torch.tensor([50.0, 50.0, 550.0, 550.0])).abs()
    assert float(shift.max()) == MAX_NOISE_PX


@settings(deadline=None)
@given(seed=st.integers(0, 2**31))
def test_boxes_stay_upright_inside_the_image_and_near_the_object(seed: int) -> None:
    masks = _random_masks(seed)
    boxes = noisy_boxes(masks, torch.Generator().manual_seed(seed))
    assert (boxes[:, :2] < boxes[:, 2:]).all()
    assert (boxes >= 0).all()
    assert (boxes <= torch.tensor([13.0, 9.0, 13.0, 9.0])).all()
    tight = torch.tensor([_tight_box(mask) for mask in masks])
    assert ((boxes - tight).abs() <= 0.5 * 13).all()


@pytest.mark.parametrize("draw", [random_points, noisy_boxes])
def test_an_empty_mask_is_named(draw: object) -> None:
    masks = _random_masks(0)
    masks[2] = False
    with pytest.raises(InputError, match="mask 2 of 4 is empty"):
        draw(masks, torch.Generator())  # type: ignore[operator]

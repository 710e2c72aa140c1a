import torch

from anymask.geometry import masks as mask_maths
from anymask.inference import measure


def test_stability_of_a_window_is_that_of_the_picture():
    picture = torch.full((30, 40), -5.0)
    picture[4:20, 6:30] = 2 * torch.randn(16, 24, generator=torch.Generator().manual_seed(0))
    window = picture[3:22, 5:33]
    assert measure.stability(window, 0.0, 1.0) == mask_maths.stability(picture[None])[0].item()


def test_nothing_above_the_threshold_is_not_stable():
    assert measure.stability(torch.full((3, 3), -9.0), 0.0, 1.0) == 0.0


def test_a_box_is_shifted_by_the_corner_of_its_window():
    mask = torch.zeros(5, 6, dtype=torch.bool)
    mask[1:3, 2:5] = True
    assert measure.box(mask, (100, 200)) == (102.0, 201.0, 104.0, 202.0)


def test_an_empty_mask_has_a_box_of_zeros_wherever_it_lies():
    assert measure.box(torch.zeros(5, 6, dtype=torch.bool), (7, 8)) == (0.0, 0.0, 0.0, 0.0)

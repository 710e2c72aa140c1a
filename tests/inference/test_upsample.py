import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.geometry.frame import Frame
from anymask.inference.upsample import occupied_cells, upsample_window

sides = st.integers(1, 400)
seeds = st.integers(0, 10_000)


def picture(seed, mask_size):
    """Random logits in a random box of cells, far below zero elsewhere."""
    generator = torch.Generator().manual_seed(seed)
    x0, y0 = torch.randint(0, mask_size, (2,), generator=generator).tolist()
    extent = torch.randint(1, mask_size, (2,), generator=generator).tolist()
    logits = -5 - torch.rand(mask_size, mask_size, generator=generator)
    box = logits[y0 : y0 + extent[1], x0 : x0 + extent[0]]
    box.copy_(3 * torch.randn(box.shape, generator=generator))
    return logits


@settings(deadline=None, max_examples=150)
@given(sides, sides, st.sampled_from([64, 128, 384]), seeds)
def test_a_window_equals_the_whole_picture_bit_for_bit(height, width, side, seed):
    frame = Frame.fit((height, width), side)
    logits = picture(seed, side // 4)
    whole = frame.upsample(logits)
    cells = occupied_cells(logits, -1.0)
    window = None if cells is None else upsample_window(logits, frame, cells)
    if window is not None:
        rows, columns = window.values.shape
        place = whole[window.y : window.y + rows, window.x : window.x + columns]
        assert torch.equal(place, window.values)
        place.fill_(-9)
    assert (whole <= -1).all()


def test_logits_below_the_threshold_occupy_nothing():
    assert occupied_cells(torch.full((8, 8), -2.0), -1.0) is None


def test_occupied_cells_are_a_half_open_box():
    logits = torch.full((8, 8), -2.0)
    logits[2, 3] = logits[4, 6] = 1.0
    assert occupied_cells(logits, 0.0) == (3, 2, 7, 5)


def test_cells_in_the_padding_influence_nothing():
    logits = torch.full((64, 64), -2.0)
    logits[60:, :] = 1.0
    assert upsample_window(logits, Frame.fit((100, 300), 256), (0, 60, 64, 64)) is None

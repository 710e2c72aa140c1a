"""Claims about the embedding of a mask by its colours."""

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.baselines.colours import Colours
from anymask.evaluation.probe.options import ProbeOptions
from anymask.geometry import rle

OPTIONS = ProbeOptions()


@given(st.integers(0, 2**32 - 1))
def test_mean_and_spread_are_those_of_numpy(seed: int) -> None:
    generator = np.random.default_rng(seed)
    image = generator.integers(0, 256, (9, 7, 3), np.uint8)
    mask = generator.random((9, 7)) < 0.5
    mask[0, 0] = True
    (found,) = Colours()(image).embed_masks(rle.encode(torch.from_numpy(mask[None])), OPTIONS)
    inside = image[mask] / 127.5 - 1
    expected = np.concatenate([inside.mean(0), inside.std(0)])
    np.testing.assert_allclose(found.numpy(), expected, atol=1e-6)


def test_black_and_white_are_opposite(rectangles) -> None:
    image = np.zeros((40, 50, 3), np.uint8)
    image[:, 25:] = 255
    masks = rle.encode(rectangles((2, 2, 20, 20), (28, 2, 40, 20)))
    black, white = Colours()(image).embed_masks(masks, OPTIONS)
    assert torch.equal(black, -white)


def test_no_masks_no_colours(picture: np.ndarray) -> None:
    assert Colours()(picture).embed_masks([], OPTIONS).shape == (0, 6)

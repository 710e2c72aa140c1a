import numpy as np
import pytest
import torch

from anymask.errors import InputError
from anymask.geometry.frame import Frame
from anymask.inference.mask_prompt import CERTAIN, mask_to_logits, to_mask_prompts

FRAME = Frame.fit((300, 400), 128)


def test_a_mask_comes_back_from_its_logits():
    mask = torch.zeros(300, 400, dtype=torch.bool)
    mask[60:200, 100:350] = True
    back = FRAME.upsample(mask_to_logits(mask, FRAME, 32)) > 0
    shared, joined = (back & mask).sum(), (back | mask).sum()
    assert shared / joined > 0.97


def test_the_padding_is_certainly_outside():
    logits = mask_to_logits(torch.ones(300, 400, dtype=torch.bool), FRAME, 32)
    assert (logits[25:] == -CERTAIN).all()
    assert (logits[:23] == CERTAIN).all()


def test_booleans_and_logits_may_be_mixed_with_none():
    found = to_mask_prompts([np.ones((300, 400), bool), None, torch.zeros(1, 32, 32)], FRAME, 32)
    assert [None if one is None else tuple(one.shape) for one in found] == [
        (32, 32),
        None,
        (32, 32),
    ]


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        (np.ones((30, 40), bool), "the mask is 30 x 40 .* but the image is 300 x 400"),
        (torch.zeros(64, 64), "mask logits are 64 x 64 but this model takes 32 x 32"),
        (torch.zeros(1, 2, 32, 32), "a mask prompt has shape"),
    ],
)
def test_masks_of_another_size_are_refused(mask, message):
    with pytest.raises(InputError, match=message):
        to_mask_prompts(mask, FRAME, 32)

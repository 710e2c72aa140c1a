import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from anymask.errors import ConfigurationError
from anymask.models.mae.masking import mask_patches, take


@given(st.integers(1, 4), st.integers(2, 40), st.floats(0.05, 0.95), st.integers(0, 99))
def test_every_patch_is_either_visible_or_hidden(images, patches, ratio, seed):
    kept = int(patches * (1 - ratio))
    if not 0 < kept < patches:
        return
    noise = torch.rand(images, patches, generator=torch.Generator().manual_seed(seed))
    mask = mask_patches(noise, ratio)
    assert mask.visible.shape == (images, kept)
    both = torch.cat([mask.visible, mask.hidden], dim=1).sort(dim=1).values
    assert torch.equal(both, torch.arange(patches).expand(images, -1))


def test_what_is_hidden_has_more_noise_than_what_is_visible():
    noise = torch.rand(3, 20)
    mask = mask_patches(noise, 0.6)
    shown = noise.gather(1, mask.visible).amax(1)
    assert (noise.gather(1, mask.hidden) > shown[:, None]).all()


def test_patches_are_hidden_evenly():
    mask = mask_patches(torch.rand(4000, 16, generator=torch.Generator().manual_seed(0)), 0.75)
    share = torch.bincount(mask.hidden.flatten(), minlength=16) / 4000
    assert ((share - 0.75).abs() < 0.03).all()


@pytest.mark.parametrize("ratio", [0.0, 1.0, 0.99])
def test_hiding_nothing_or_everything_is_refused(ratio):
    with pytest.raises(ConfigurationError, match="of 16 patches visible"):
        mask_patches(torch.rand(2, 16), ratio)


def test_taking_equals_indexing_image_by_image():
    tokens, index = torch.randn(3, 7, 5), torch.randint(7, (3, 4))
    expected = torch.stack([each[chosen] for each, chosen in zip(tokens, index, strict=True)])
    assert torch.equal(take(tokens, index), expected)

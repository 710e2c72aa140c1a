"""Claims about colour augmentation."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from anymask.data.colour import LUMA, ColourJitter, blur, colour_matrix

STILL = ColourJitter(
    brightness=0.0,
    contrast=0.0,
    saturation=0.0,
    hue_degrees=0.0,
    grey_probability=0.0,
    blur_probability=0.0,
    noise_probability=0.0,
)


@pytest.fixture
def image() -> torch.Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randint(0, 256, (3, 12, 17), generator=generator, dtype=torch.uint8)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**31))
def test_shape_and_type_stay_and_draws_repeat(seed: int) -> None:
    image = torch.full((3, 7, 5), 200, dtype=torch.uint8)
    first, again = (ColourJitter()(image, torch.Generator().manual_seed(seed)) for _ in range(2))
    assert first.shape == image.shape
    assert first.dtype == torch.uint8
    assert torch.equal(first, again)


def test_jitter_of_nothing_changes_nothing(image: torch.Tensor) -> None:
    assert torch.equal(STILL(image, torch.Generator()), image)


def test_grey_images_have_equal_channels(image: torch.Tensor) -> None:
    grey = ColourJitter(grey_probability=1.0, noise_probability=0.0)(image, torch.Generator())
    assert int((grey.int() - grey[:1].int()).abs().max()) <= 1


@settings(deadline=None)
@given(st.floats(0, 2), st.floats(-180, 180))
def test_grey_pixels_and_brightness_survive_hue_and_saturation(
    saturation: float, hue_degrees: float
) -> None:
    matrix = colour_matrix(saturation, hue_degrees)
    assert torch.allclose(matrix @ torch.ones(3), torch.ones(3), atol=1e-2)
    assert torch.allclose(torch.tensor(LUMA) @ matrix, torch.tensor(LUMA), atol=1e-2)


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-90, 90))
def test_turns_of_hue_add_up(first: float, second: float) -> None:
    both = colour_matrix(1.0, first) @ colour_matrix(1.0, second)
    assert torch.allclose(both, colour_matrix(1.0, first + second), atol=1e-4)


@pytest.mark.parametrize("sigma", [0.5, 1.2])
def test_blur_is_scipys(sigma: float) -> None:
    planes = torch.rand(3, 14, 11, generator=torch.Generator().manual_seed(1))
    expected = ndimage.gaussian_filter(
        planes.numpy(), (0, sigma, sigma), mode="nearest", truncate=3.5
    )
    assert torch.allclose(blur(planes, sigma), torch.from_numpy(expected), atol=3e-3)


def test_noise_has_no_bias_and_the_asked_strength(image: torch.Tensor) -> None:
    flat = torch.full((3, 200, 200), 128, dtype=torch.uint8)
    settings_ = {**STILL.__dict__, "noise_probability": 1.0, "max_noise": 10.0}
    noisy = ColourJitter(**settings_)(flat, torch.Generator().manual_seed(3)).float()
    assert abs(float(noisy.mean()) - 128) < 0.2
    assert float(noisy.std()) < 10.5

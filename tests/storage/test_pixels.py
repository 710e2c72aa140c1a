"""Arrays and tensors of any depth and layout become 8-bit RGB."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from anymask.errors import InputError
from anymask.storage import pixels
from anymask.storage.pixels import array_to_rgb, scale, stretch_limits


def test_8_bit_rgb_is_passed_on_unchanged(photo: np.ndarray) -> None:
    assert array_to_rgb(photo) is photo or np.shares_memory(array_to_rgb(photo), photo)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_channels_may_come_first_or_last(photo: np.ndarray, channels: int) -> None:
    image = np.concatenate([photo, photo[..., :1]], axis=-1)[..., :channels]
    expected = np.broadcast_to(image[..., :3], photo.shape)
    for layout in (image, image.transpose(2, 0, 1)):
        np.testing.assert_array_equal(array_to_rgb(layout), expected)
        np.testing.assert_array_equal(array_to_rgb(torch.tensor(layout)), expected)


def test_where_both_axes_could_be_channels_arrays_end_and_tensors_begin_with_them() -> None:
    ambiguous = np.zeros((3, 5, 4), np.uint8)
    assert array_to_rgb(ambiguous).shape == (3, 5, 3)
    assert array_to_rgb(torch.from_numpy(ambiguous)).shape == (5, 4, 3)


def test_booleans_become_black_and_white() -> None:
    assert array_to_rgb(np.array([[True, False]])).tolist() == [[[255] * 3, [0] * 3]]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_of_the_unit_range_survive_the_round_trip(
    photo: np.ndarray, dtype: type[np.floating]
) -> None:
    np.testing.assert_array_equal(array_to_rgb((photo / 255).astype(dtype)), photo)


def test_bfloat16_tensors_with_gradients_are_taken() -> None:
    tensor = torch.rand(3, 5, 6, dtype=torch.bfloat16).requires_grad_()
    expected = (tensor.detach().float() * 255).round().to(torch.uint8)
    np.testing.assert_array_equal(array_to_rgb(tensor), expected.permute(1, 2, 0))


def test_wide_integers_that_fit_8_bits_are_kept(photo: np.ndarray) -> None:
    np.testing.assert_array_equal(array_to_rgb(photo.astype(np.int64)), photo)


@pytest.mark.parametrize("dtype", [np.uint16, np.int16, np.int32, np.float32])
def test_other_ranges_are_stretched_with_all_channels_together(dtype: type[np.generic]) -> None:
    values = np.random.default_rng(0).integers(-500, 4000, (40, 30, 3)).clip(0).astype(dtype)
    low, high = np.percentile(values, [0.5, 99.5])
    expected = ((values - low) / (high - low) * 255).clip(0, 255)
    assert np.abs(array_to_rgb(values) - expected).max() <= 0.51


@given(npst.arrays(np.int16, st.tuples(st.integers(1, 6), st.integers(1, 6))))
def test_stretching_never_swaps_two_values(values: np.ndarray) -> None:
    grey = array_to_rgb(values)[..., 0].reshape(-1).astype(int)
    order = np.argsort(values.reshape(-1), kind="stable")
    assert (np.diff(grey[order]) >= 0).all()


def test_an_almost_constant_image_uses_its_whole_range() -> None:
    values = np.zeros((100, 100))
    values[3, 4] = 50.0
    assert stretch_limits(values) == (0.0, 50.0)


def test_a_constant_image_becomes_mid_grey() -> None:
    assert np.unique(array_to_rgb(np.full((4, 5), 900, np.uint16))).tolist() == [pixels.MID_GREY]


def test_strips_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(0).normal(size=(37, 11))
    whole = scale(values, -1.0, 2.0)
    monkeypatch.setattr(pixels, "_STRIP_VALUES", 40)
    np.testing.assert_array_equal(scale(values, -1.0, 2.0), whole)


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.zeros((2, 5, 6, 3)), r"not \(2, 5, 6, 3\); pass one image of a batch"),
        (np.zeros((5, 6, 7)), r"not \(5, 6, 7\); check its axes"),
        (np.zeros(5), r"not \(5,\)"),
        (np.zeros((0, 5)), "1 x 1 pixel or more"),
        (np.array([[0.1, np.nan]]), "NaN or infinite.*nan_to_num"),
        (np.array([[0.1, np.inf]]), "NaN or infinite"),
        (np.array([["a", "b"]]), "not <U1; convert it"),
        (np.zeros((2, 2), complex), "not complex128"),
    ],
)
def test_unusable_arrays_are_refused_with_a_remedy(array: np.ndarray, message: str) -> None:
    with pytest.raises(InputError, match=message):
        array_to_rgb(array)

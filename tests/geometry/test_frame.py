"""Frame: coordinates come back, logits equal the published steps bit for bit, pixels Pillow's."""

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from torch.nn import functional as F

from anymask.errors import InputError
from anymask.geometry.frame import Frame

SIDES = st.integers(1, 3000)
SIZES = [(300, 451), (451, 300), (64, 64), (20, 31), (9, 200), (1, 1)]


def published_upsampling(logits: torch.Tensor, frame: Frame) -> torch.Tensor:
    """The two steps as the paper's code takes them, all masks at once."""
    square = F.interpolate(logits, frame.padded, mode="bilinear", align_corners=False)
    inside = square[..., : frame.resized[0], : frame.resized[1]]
    return F.interpolate(inside, frame.original, mode="bilinear", align_corners=False)


@given(SIDES, SIDES, st.sampled_from([64, 256, 1024]))
def test_the_longest_side_fits(height: int, width: int, side: int) -> None:
    frame = Frame.fit((height, width), side)
    assert max(frame.resized) == side
    assert min(frame.resized) >= 1
    assert frame.padded == (side, side)


@given(SIDES, SIDES)
def test_coordinates_come_back(height: int, width: int) -> None:
    frame = Frame.fit((height, width), 1024)
    boxes = torch.rand(5, 4, dtype=torch.float64) * max(height, width)
    torch.testing.assert_close(frame.boxes_to_original(frame.boxes_to_model(boxes)), boxes)
    points = boxes.reshape(5, 2, 2)
    torch.testing.assert_close(frame.points_to_original(frame.points_to_model(points)), points)


def test_corners_of_the_image_meet_corners_of_the_resized_image() -> None:
    frame = Frame.fit((300, 451), 1024)
    box = torch.tensor([0.0, 0.0, 451.0, 300.0])
    assert frame.boxes_to_model(box).tolist() == [0, 0, 1024, 681]


def test_points_keep_their_dtype() -> None:
    frame = Frame.fit((30, 50), 64)
    assert frame.points_to_model(torch.zeros(2, 2, dtype=torch.float64)).dtype == torch.float64


@pytest.fixture
def two_threads() -> Iterator[None]:
    """Two threads, where torch's result does not depend on how masks are stacked."""
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("two_threads")
@pytest.mark.parametrize("size", [*SIZES, (683, 900)])
def test_upsampling_equals_the_published_steps(size: tuple[int, int]) -> None:
    frame = Frame.fit(size, 256)
    logits = torch.randn(2, 3, 64, 64)
    assert torch.equal(frame.upsample(logits), published_upsampling(logits, frame))


@pytest.mark.parametrize("size", SIZES)
def test_upsampling_is_the_same_on_any_number_of_threads(size: tuple[int, int]) -> None:
    frame = Frame.fit(size, 256)
    logits = torch.randn(5, 1, 64, 64)
    assert torch.equal(frame.upsample(logits), published_upsampling(logits, frame))


def test_upsampling_takes_any_leading_axes() -> None:
    frame = Frame.fit((20, 31), 64)
    logits = torch.randn(2, 3, 16, 16)
    assert torch.equal(frame.upsample(logits)[1, 2], frame.upsample(logits[1, 2]))
    assert frame.upsample(logits[:0]).shape == (0, 3, 20, 31)


def test_upsampling_lets_gradients_through() -> None:
    logits = torch.randn(2, 16, 16, requires_grad=True)
    Frame.fit((20, 31), 64).upsample(logits).sum().backward()
    assert logits.grad is not None
    assert torch.isfinite(logits.grad).all()


@pytest.mark.parametrize("size", [*SIZES, (683, 1024)])
def test_resizing_is_within_one_level_of_pillow(size: tuple[int, int]) -> None:
    image = np.random.default_rng(0).integers(0, 256, (*size, 3), dtype=np.uint8)
    frame = Frame.fit(size, 128)
    expected = Image.fromarray(image).resize(frame.resized[::-1], Image.Resampling.BILINEAR)
    found = frame.resize(image).permute(1, 2, 0).numpy().astype(int)
    assert np.abs(found - np.asarray(expected)).max() <= 1


def test_resizing_a_photograph_equals_pillow_almost_everywhere(cat: np.ndarray) -> None:
    frame = Frame.fit(cat.shape[:2], 128)
    expected = Image.fromarray(cat).resize(frame.resized[::-1], Image.Resampling.BILINEAR)
    difference = frame.resize(cat).permute(1, 2, 0).numpy() != np.asarray(expected)
    assert difference.mean() < 0.05


def test_resizing_takes_tensors_and_read_only_arrays(cat: np.ndarray) -> None:
    frame = Frame.fit(cat.shape[:2], 64)
    frozen = cat.copy()
    frozen.flags.writeable = False
    assert torch.equal(frame.resize(frozen), frame.resize(torch.from_numpy(cat.copy())))


def test_an_image_of_another_size_is_refused() -> None:
    with pytest.raises(InputError, match=r"image is \(2, 3\).* made for \(3, 2\)"):
        Frame.fit((3, 2), 64).resize(np.zeros((2, 3, 3), np.uint8))


def test_an_image_without_pixels_is_refused() -> None:
    with pytest.raises(InputError, match="image is 0 x 5"):
        Frame.fit((0, 5), 64)

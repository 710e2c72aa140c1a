"""Claims about the geometry of augmentation."""

import io
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from anymask.data.compact import CompactSample
from anymask.data.sample import Sample
from anymask.data.transforms import (
    PADDING_RGB,
    Augmentation,
    choose_by_area,
    flip,
    keep_objects,
    pad_to_square,
    resize,
)
from anymask.errors import ConfigurationError
from anymask.geometry import rle


def _random_sample(seed: int, height: int, width: int, count: int = 5) -> Sample:
    generator = torch.Generator().manual_seed(seed)
    image = torch.randint(0, 256, (3, height, width), generator=generator, dtype=torch.uint8)
    masks = torch.zeros(count, height, width, dtype=torch.bool)
    for mask in masks:
        x, y = torch.rand(2, generator=generator).tolist()
        mask[int(y * height) :, int(x * width) :][:9, :11] = True
    return Sample(image, masks, "made up")


def _marked_sample() -> Sample:
    """An object that is white in the image and nothing else is."""
    mask = torch.zeros(1, 60, 90, dtype=torch.bool)
    mask[0, 20:41, 30:66] = True
    return Sample((mask.to(torch.uint8) * 255).repeat(3, 1, 1), mask, "marked")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 90), st.integers(1, 90), st.integers(1, 70))
def test_any_sample_becomes_a_square_with_usable_objects(
    seed: int, height: int, width: int, side: int
) -> None:
    augmentation = Augmentation(side, max_masks=3)
    sample = _random_sample(seed, height, width)
    result = augmentation(sample, torch.Generator().manual_seed(seed))
    assert result.image.shape == (3, side, side)
    assert result.masks.shape[1:] == (side, side)
    assert len(result.masks) <= 3
    assert result.masks.flatten(1).any(1).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31))
def test_masks_stay_on_their_objects(seed: int) -> None:
    augmentation = Augmentation(64, colour=None)
    result = augmentation(_marked_sample(), torch.Generator().manual_seed(seed))
    white = (result.image.float().mean(0) > 127.5) & (result.image.float().std(0) < 1)
    for mask in result.masks:
        union = (mask | white).sum()
        assert float((mask & white).sum()) >= 0.9 * float(union)


def test_the_same_generator_state_gives_the_same_sample() -> None:
    sample, augmentation = _random_sample(0, 50, 40), Augmentation(32, min_area_px=1)
    one, other = (augmentation(sample, torch.Generator().manual_seed(5)) for _ in range(2))
    assert torch.equal(one.image, other.image)
    assert torch.equal(one.masks, other.masks)


def test_augmentation_does_not_touch_its_input() -> None:
    sample = _random_sample(0, 50, 40)
    image, masks = sample.image.clone(), sample.masks.clone()
    Augmentation(32)(sample, torch.Generator())
    assert torch.equal(sample.image, image)
    assert torch.equal(sample.masks, masks)


def test_resized_images_are_pillows() -> None:
    sample = _random_sample(3, 40, 60)
    pillow = Image.fromarray(sample.image.permute(1, 2, 0).numpy())
    expected = np.asarray(pillow.resize((25, 33), Image.Resampling.BILINEAR)).astype(int)
    resized = resize(sample, 33, 25).image.permute(1, 2, 0).numpy().astype(int)
    assert np.abs(resized - expected).max() <= 1


def test_resizing_to_the_same_size_changes_nothing() -> None:
    sample = _random_sample(3, 40, 60)
    same = resize(sample, 40, 60)
    assert torch.equal(same.image, sample.image)
    assert torch.equal(same.masks, sample.masks)


def test_flipping_twice_gives_the_sample_back() -> None:
    sample = _random_sample(1, 9, 14)
    twice = flip(flip(sample))
    assert torch.equal(twice.image, sample.image)
    assert torch.equal(twice.masks, sample.masks)
    assert torch.equal(flip(sample).masks[..., 0], sample.masks[..., -1])


def test_padding_is_mean_colour_without_objects_at_the_right_and_the_bottom() -> None:
    sample = _random_sample(1, 9, 14)
    padded = pad_to_square(sample, 20)
    assert torch.equal(padded.image[:, :9, :14], sample.image)
    assert padded.image[:, 9:].flatten(1).unique(dim=1)[:, 0].tolist() == list(PADDING_RGB)
    assert torch.equal(padded.masks.sum((1, 2)), sample.masks.sum((1, 2)))


def test_specks_and_nearly_whole_pictures_are_dropped() -> None:
    masks = torch.zeros(3, 20, 20, dtype=torch.bool)
    masks[0, :2, :2] = True
    masks[1, :9, :9] = True
    masks[2, :19] = True
    assert keep_objects(rle.encode(masks), 8, 5.0, torch.Generator()) == [1]
    assert keep_objects([], 8, 5.0, torch.Generator()) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 400), st.integers(1, 400), st.integers(8, 70))
def test_a_compact_sample_becomes_the_same_objects(
    seed: int, height: int, width: int, side: int
) -> None:
    """Decoding at a fraction moves the window by less than a square of pixels."""
    sample = _random_sample(seed, height, width)
    stream = io.BytesIO()
    Image.fromarray(sample.image.permute(1, 2, 0).numpy()).save(stream, "PNG")
    compact = replace(CompactSample.of(sample), image=stream.getvalue())
    augmentation = Augmentation(side, colour=None, min_area_px=1)
    one = augmentation(sample, torch.Generator().manual_seed(seed))
    other = augmentation(compact, torch.Generator().manual_seed(seed))
    assert other.image.shape == one.image.shape
    if max(height, width) <= side:
        assert torch.equal(one.image, other.image)
        assert torch.equal(one.masks, other.masks)


def test_a_large_photo_is_decoded_at_a_fraction_and_shows_the_same() -> None:
    y, x = torch.meshgrid(torch.arange(600.0), torch.arange(800.0), indexing="ij")
    disc = (y - 300) ** 2 + (x - 400) ** 2 < 200**2
    image = (disc.to(torch.uint8) * 200)[None].repeat(3, 1, 1)
    stream = io.BytesIO()
    Image.fromarray(image.permute(1, 2, 0).numpy()).save(stream, "JPEG", quality=95)
    compact = replace(CompactSample.of(Sample(image, disc[None], "disc")), image=stream.getvalue())
    augmentation = Augmentation(64, scales=(0.9, 1.0), colour=None)
    for seed in range(8):
        result = augmentation(compact, torch.Generator().manual_seed(seed))
        bright = (result.image[0] > 100) & (result.image[0] != PADDING_RGB[0])
        assert float((bright ^ result.masks[0]).sum()) <= 0.06 * float(result.masks[0].sum())


def test_objects_are_drawn_by_the_root_of_their_area() -> None:
    areas, generator = torch.tensor([100.0, 400.0, 2500.0]), torch.Generator().manual_seed(0)
    draws = torch.cat([choose_by_area(areas, 1, generator) for _ in range(8000)])
    share = draws.bincount(minlength=3) / 8000
    assert torch.allclose(share, torch.tensor([10.0, 20.0, 50.0]) / 80, atol=0.02)


def test_no_object_is_drawn_twice_and_few_are_all_kept_in_order() -> None:
    areas, generator = torch.rand(30) * 1000, torch.Generator().manual_seed(0)
    assert choose_by_area(areas, 20, generator).unique().numel() == 20
    assert torch.equal(choose_by_area(areas, 30, generator), torch.arange(30))
    assert choose_by_area(torch.zeros(0), 4, generator).shape == (0,)


@pytest.mark.parametrize("wrong", [{"scales": (2.0, 1.0)}, {"max_masks": 0}, {"max_stretch": 0.5}])
def test_wrong_settings_are_named(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        Augmentation(32, **wrong)  # type: ignore[arg-type]

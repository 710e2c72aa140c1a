import io
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from anymask.data.crops import CropStream, RandomCrop
from anymask.data.images import UnlabelledImages
from anymask.errors import ConfigurationError


def _png(pixels: np.ndarray) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "png")
    return stream.getvalue()


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for grey in range(0, 250, 50):
        (tmp_path / f"{grey}.png").write_bytes(_png(np.full((20, 30, 3), grey, np.uint8)))
    return tmp_path


@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 99))
def test_windows_lie_within_the_picture_and_keep_their_area(height, width, seed):
    top, left, rows, columns = RandomCrop().window((height, width), _generator(seed))
    assert 0 <= top <= top + rows <= height
    assert 0 <= left <= left + columns <= width
    assert rows > 0
    assert columns > 0


def test_areas_and_shapes_are_spread_over_their_ranges():
    generator, crop = _generator(), RandomCrop()
    drawn = torch.tensor([crop.window((400, 400), generator)[2:] for _ in range(500)]).double()
    share, ratio = drawn.prod(1) / 400**2, drawn[:, 1] / drawn[:, 0]
    assert 0.19 < share.min() < 0.25
    assert 0.85 < share.max() <= 1
    assert 0.74 < ratio.min() < 0.8
    assert 1.25 < ratio.max() < 1.34


def test_the_whole_picture_is_resized_like_pillow_does():
    pixels = np.random.default_rng(0).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    crop = RandomCrop(16, scale=(1.0, 1.0), stretch=(1.0, 1.0), flip_probability=0.0)
    expected = np.asarray(Image.fromarray(pixels).resize((16, 16), Image.Resampling.BICUBIC))
    actual = crop(_png(pixels), _generator()).permute(1, 2, 0).numpy()
    assert np.abs(actual.astype(int) - expected).max() <= 1


def test_decoding_at_a_fraction_changes_little():
    y, x = np.mgrid[:256, :256]
    pixels = np.stack([y, x, (y + x) // 2], axis=2).astype(np.uint8)
    exact = RandomCrop(200, flip_probability=0.0)(_png(pixels), _generator(5))
    small = RandomCrop(25, flip_probability=0.0)(_png(pixels), _generator(5))
    shrunk = torch.nn.functional.avg_pool2d(exact.float(), 8)
    assert (shrunk - small).abs().mean() < 2


def test_half_of_the_crops_are_mirrored():
    pixels = np.zeros((8, 8, 3), np.uint8)
    pixels[:, 4:] = 200
    crop = RandomCrop(8, scale=(1.0, 1.0), stretch=(1.0, 1.0))
    generator = _generator()
    mirrored = [bool(crop(_png(pixels), generator)[0, 0, 0] > 100) for _ in range(200)]
    assert 70 < sum(mirrored) < 130


def test_a_position_always_gives_the_same_crop(folder):
    first = CropStream(UnlabelledImages([folder]), RandomCrop(8))
    again = CropStream(UnlabelledImages([folder]), RandomCrop(8))
    assert torch.equal(first[17], again[17])
    assert torch.equal(first.batch(3, 4), torch.stack([first[p] for p in range(12, 16)]))


def test_an_epoch_shows_every_picture_once(folder):
    stream = CropStream(UnlabelledImages([folder]), RandomCrop(8))
    epochs = [[int(stream[e * 5 + p][0, 4, 4]) for p in range(5)] for e in range(8)]
    assert all(sorted(epoch) == [0, 50, 100, 150, 200] for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) > 1


def test_shards_share_a_step_without_loss_or_repetition(folder):
    stream = CropStream(UnlabelledImages([folder]), RandomCrop(8))
    parts = [stream.batch(2, 6, shard, 3) for shard in range(3)]
    assert torch.equal(torch.stack(parts, dim=1).flatten(0, 1), stream.batch(2, 6))


def test_a_broken_picture_is_replaced_and_recorded(folder):
    (folder / "0.png").write_bytes(b"no picture")
    stream = CropStream(UnlabelledImages([folder]), RandomCrop(8))
    assert stream.batch(0, 10).shape == (10, 3, 8, 8)
    assert list(stream.broken.reasons) == [str(folder / "0.png")]


def test_nothing_but_broken_pictures_is_refused(folder):
    for path in folder.iterdir():
        path.write_bytes(b"no picture")
    with pytest.raises(ConfigurationError, match="10 pictures in a row could not be used"):
        CropStream(UnlabelledImages([folder]), RandomCrop(8))[0]


@pytest.mark.parametrize(
    ("options", "text"),
    [({"scale": (0.0, 1.0)}, "scale is"), ({"stretch": (2.0, 1.0)}, "stretch is")],
)
def test_impossible_ranges_are_refused(options, text):
    with pytest.raises(ConfigurationError, match=text):
        RandomCrop(8, **options)

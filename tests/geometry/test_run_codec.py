"""Run-length codec: equal to pycocotools, and decoding undoes encoding on any mask."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from pycocotools import mask as coco

from anymask.errors import InputError
from anymask.geometry import run_codec
from anymask.geometry.run_codec import decode, encode, encode_window

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12))


def column_runs(mask: np.ndarray) -> list[int]:
    """Plain twin: read column by column and count."""
    counts, value = [0], False
    for pixel in mask.T.reshape(-1).tolist():
        if pixel != value:
            counts.append(0)
            value = pixel
        counts[-1] += 1
    return counts


@given(MASKS)
def test_encoding_equals_reading_column_by_column(mask: np.ndarray) -> None:
    assert encode(torch.from_numpy(mask)[None])[0].counts.tolist() == column_runs(mask)


@given(MASKS)
def test_decoding_undoes_encoding(mask: np.ndarray) -> None:
    assert torch.equal(decode(encode(torch.from_numpy(mask)[None])[0]), torch.from_numpy(mask))


@pytest.mark.parametrize("share", [0.0, 1e-4, 0.01, 0.1, 0.5, 0.99, 1.0])
def test_every_density_goes_both_ways(share: float) -> None:
    mask = torch.rand(200, 301, generator=torch.Generator().manual_seed(0)) < share
    rle = encode(mask[None])[0]
    assert rle.counts.tolist() == column_runs(mask.numpy())
    np.testing.assert_array_equal(decode(rle).numpy(), mask.numpy())


@pytest.mark.parametrize("share", [0.0, 2.0])
def test_sorting_and_transposing_agree(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    masks = torch.rand(20, 13, 17) < torch.linspace(0, 1, 20)[:, None, None]
    expected = encode(masks)
    monkeypatch.setattr(run_codec, "SORT_SHARE", share)
    assert encode(masks) == expected


def test_a_batch_equals_a_loop() -> None:
    masks = torch.rand(6, 9, 11) < 0.4
    assert encode(masks) == [encode(mask[None])[0] for mask in masks]


def test_views_are_encoded_like_copies() -> None:
    masks = (torch.rand(3, 20, 30) < 0.4).transpose(1, 2)[:, ::2, 1:9]
    assert encode(masks) == encode(masks.contiguous())


@given(MASKS, st.tuples(*[st.integers(0, 4)] * 4))
def test_a_window_equals_the_padded_mask(mask: np.ndarray, gaps: tuple[int, ...]) -> None:
    left, right, top, bottom = gaps
    whole = torch.from_numpy(np.pad(mask, ((top, bottom), (left, right))))
    size = (whole.shape[0], whole.shape[1])
    assert encode_window(torch.from_numpy(mask), (left, top), size) == encode(whole[None])[0]


@pytest.mark.parametrize("offset", [(-1, 0), (0, -1), (4, 0), (0, 3)])
def test_a_window_outside_the_image_is_refused(offset: tuple[int, int]) -> None:
    with pytest.raises(InputError, match=r"a 2 x 3 window at .* does not lie in an image of 4 x 6"):
        encode_window(torch.ones(2, 3, dtype=torch.bool), offset, (4, 6))


# pycocotools calls numpy in a way that numpy 2 complains about.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_decoding_equals_pycocotools_on_a_large_disc() -> None:
    y, x = np.ogrid[:300, :450]
    disc = (y - 150) ** 2 + (x - 200) ** 2 < 120**2
    official = coco.encode(np.asfortranarray(disc.astype(np.uint8)))
    ours = decode(encode(torch.from_numpy(disc)[None])[0])
    np.testing.assert_array_equal(ours.numpy(), coco.decode(official).astype(bool))


@pytest.mark.parametrize("shape", [(0, 4, 5), (2, 0, 5), (2, 4, 0)])
def test_empty_input_works(shape: tuple[int, int, int]) -> None:
    rles = encode(torch.zeros(shape, dtype=torch.bool))
    assert [tuple(decode(rle).shape) for rle in rles] == [shape[1:]] * shape[0]

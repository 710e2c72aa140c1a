"""Claims about the embedding of a mask."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from anymask.evaluation.probe.embedding import coverage, embed_masks
from anymask.evaluation.probe.options import ProbeOptions
from anymask.evaluation.probe.window import Window, cut
from anymask.geometry import rle
from anymask.geometry.frame import Frame
from anymask.geometry.rle import Rle
from anymask.inference.segmenter import Segmenter, load

ONE_VIEW = ProbeOptions(flip=False)


@pytest.fixture(scope="module")
def segmenter(random_model: Path) -> Segmenter:
    """A model of random weights."""
    return load(random_model)


def by_hand(segmenter: Segmenter, window: Window) -> Tensor:
    """Average the features of a window over the pixels of its mask, cell by cell."""
    sam, frame = segmenter.sam, Frame.fit(window.mask.shape, segmenter.sam.image_size)
    with torch.no_grad():
        features = sam.image_encoder(sam.preprocess([frame.resize(window.pixels)])).features[0]
    weights = coverage(window, frame, features.shape[1:])
    total = torch.zeros(len(features))
    for y, x in np.ndindex(*weights.shape):
        total += features[:, y, x] * weights[y, x]
    return total / weights.sum()


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_cells_are_covered_as_much_as_the_mask_is_large(h: int, w: int, seed: int) -> None:
    mask = np.random.default_rng(seed).random((h, w)) < 0.5
    frame = Frame((h, w), (h * 2, w * 2), (64, 64))  # twice as large, nothing is rounded
    covered = coverage(Window(np.zeros((h, w, 3), np.uint8), mask), frame, (8, 8))
    assert float(covered.sum()) * 64 == pytest.approx(4 * mask.sum(), rel=1e-4)
    assert covered.min() >= 0
    assert covered.max() <= 1 + 1e-6


def test_the_embedding_is_the_mean_over_the_mask(
    segmenter: Segmenter, picture: np.ndarray, truths: list[Rle]
) -> None:
    found = embed_masks(segmenter, picture, truths, ONE_VIEW)
    assert (found.shape, found.dtype) == ((2, 32), torch.float32)
    windows = [cut(picture, mask, ONE_VIEW.margin) for mask in truths]
    torch.testing.assert_close(found, torch.stack([by_hand(segmenter, each) for each in windows]))


def test_the_mirror_image_counts_as_much_as_the_image(
    segmenter: Segmenter, picture: np.ndarray, truths: list[Rle]
) -> None:
    window = cut(picture, truths[0], 0.1)
    both = embed_masks(segmenter, picture, truths[:1], ProbeOptions())[0]
    expected = (by_hand(segmenter, window) + by_hand(segmenter, window.mirrored())) / 2
    torch.testing.assert_close(both, expected)


def test_a_mirrored_image_embeds_the_same_with_the_flip_only(
    segmenter: Segmenter, pair: Tensor, truths: list[Rle]
) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (40, 50, 3), np.uint8)
    mirror = np.ascontiguousarray(picture[:, ::-1]), rle.encode(pair.flip(2))
    for options in (ProbeOptions(), ONE_VIEW):
        straight = embed_masks(segmenter, picture, truths, options)
        mirrored = embed_masks(segmenter, *mirror, options)
        assert torch.allclose(straight, mirrored, atol=1e-4) == options.flip


def test_many_masks_embed_as_each_alone(
    segmenter: Segmenter, picture: np.ndarray, truths: list[Rle]
) -> None:
    many = truths * 3
    together = embed_masks(segmenter, picture, many, ProbeOptions())
    alone = [embed_masks(segmenter, picture, [mask], ProbeOptions()) for mask in many]
    torch.testing.assert_close(together, torch.cat(alone), atol=1e-4, rtol=1e-4)


def test_the_margin_changes_what_is_seen(
    segmenter: Segmenter, picture: np.ndarray, truths: list[Rle]
) -> None:
    tight, wide = (
        embed_masks(segmenter, picture, truths, replace(ONE_VIEW, margin=margin))
        for margin in (0, 0.5)
    )
    assert not torch.allclose(tight, wide, atol=1e-3)


def test_no_masks_no_embeddings(segmenter: Segmenter, picture: np.ndarray) -> None:
    assert embed_masks(segmenter, picture, [], ProbeOptions()).shape == (0, 32)

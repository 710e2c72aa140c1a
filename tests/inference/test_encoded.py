"""Claims about encoded images that are kept and sent."""

import contextlib
import gzip

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.errors import FormatError, InputError
from anymask.inference.encoded import EncodedImage
from anymask.inference.segmenter import Segmenter, load


@pytest.fixture(scope="module")
def tiny() -> Segmenter:
    """The shipped model, whose encoder has skips."""
    return load("tiny", device="cpu")


@pytest.fixture(scope="module")
def encoded(tiny: Segmenter) -> EncodedImage:
    """An encoded picture that is not square."""
    picture = np.random.default_rng(0).integers(0, 255, (60, 90, 3), np.uint8)
    return tiny.encode(picture)


def test_a_packed_image_answers_as_the_image_does(tiny, encoded: EncodedImage) -> None:
    unpacked = EncodedImage.from_bytes(encoded.to_bytes())
    assert unpacked.frame == encoded.frame
    near, far = (tiny.open(each).segment(points=[(40, 30)]) for each in (encoded, unpacked))
    torch.testing.assert_close(far.scores, near.scores, atol=5e-3, rtol=0)
    assert (far.binary() != near.binary()).float().mean() < 0.01


def test_the_same_image_gives_the_same_bytes(encoded: EncodedImage) -> None:
    assert encoded.to_bytes() == encoded.to_bytes()


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_bytes_are_refused_or_harmless(encoded: EncodedImage, data) -> None:
    packed = bytearray(encoded.to_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(FormatError):
        assert EncodedImage.from_bytes(bytes(packed)).embedding.features.ndim == 4


@pytest.mark.parametrize(
    "content", [b"", b"nothing", gzip.compress(b"x", mtime=0), gzip.compress(b"{}" * 9, mtime=0)]
)
def test_other_content_is_refused(content: bytes) -> None:
    with pytest.raises(FormatError, match="is no anymask-embedding"):
        EncodedImage.from_bytes(content)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(FormatError, match="cut off or too large"):
        EncodedImage.from_bytes(gzip.compress(bytes(65 * 2**20), 9))


def test_a_model_of_another_shape_refuses_it(encoded: EncodedImage) -> None:
    other = load("tiny", device="cpu", image_size=256)
    with pytest.raises(InputError, match="was encoded at 384 pixels"):
        other.open(encoded)

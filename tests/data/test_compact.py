"""A compact sample is the sample, decoded when and as far as it is wanted."""

import io
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from anymask.data.broken import BrokenSampleError
from anymask.data.compact import CompactSample
from anymask.data.sample import Sample


@pytest.fixture
def sample() -> Sample:
    generator = torch.Generator().manual_seed(0)
    image = torch.randint(0, 256, (3, 21, 30), generator=generator, dtype=torch.uint8)
    return Sample(image, torch.rand(4, 21, 30, generator=generator) < 0.5, "made up")


def test_nothing_is_lost(sample: Sample) -> None:
    back = CompactSample.of(sample).decode()
    assert torch.equal(back.image, sample.image)
    assert torch.equal(back.masks, sample.masks)
    assert back.source == "made up"


def test_keeping_masks_keeps_their_order(sample: Sample) -> None:
    kept = CompactSample.of(sample).keep([2, 0]).decode()
    assert torch.equal(kept.masks, sample.masks[[2, 0]])
    assert CompactSample.of(sample).keep([]).decode().masks.shape == (0, 21, 30)


def test_encoded_images_are_decoded_at_a_fraction(sample: Sample) -> None:
    stream = io.BytesIO()
    Image.fromarray(np.asarray(sample.image.permute(1, 2, 0))).save(stream, "PNG")
    compact = replace(CompactSample.of(sample), image=stream.getvalue())
    assert torch.equal(compact.pixels(), sample.image)
    assert compact.pixels(4).shape == (3, 6, 8)
    assert [compact.reduction(scale) for scale in (2.0, 0.51, 0.5, 0.01)] == [1, 1, 2, 8]
    assert CompactSample.of(sample).reduction(0.01) == 1


def test_an_image_that_cannot_be_read_is_named(sample: Sample) -> None:
    compact = replace(CompactSample.of(sample), image=b"no image", name="a.jpg")
    with pytest.raises(BrokenSampleError, match=r"a\.jpg cannot be used: "):
        compact.decode()

"""Claims about putting samples together into a batch."""

import pytest
import torch

from anymask.data.collate import collate
from anymask.data.sample import Sample


def _sample(objects: int, seed: int, side: int = 8) -> Sample:
    generator = torch.Generator().manual_seed(seed)
    image = torch.randint(256, (3, side, side), generator=generator, dtype=torch.uint8)
    return Sample(image, torch.rand(objects, side, side, generator=generator) < 0.5, "made up")


@pytest.mark.parametrize("counts", [(1,), (2, 3), (2, 0, 1)])
def test_every_sample_comes_back_out_of_the_batch(counts: tuple[int, ...]) -> None:
    samples = [_sample(count, seed) for seed, count in enumerate(counts)]
    batch = collate(samples)
    assert len(batch.masks) == len(batch.image_index) == sum(counts)
    for index, sample in enumerate(samples):
        assert torch.equal(batch.images[index], sample.image)
        assert torch.equal(batch.masks[batch.image_index == index], sample.masks)


def test_pictures_of_different_sizes_do_not_make_a_batch() -> None:
    with pytest.raises(RuntimeError, match="equal size"):
        collate([_sample(1, 0), _sample(1, 1, side=9)])

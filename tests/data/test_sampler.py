"""Claims about the stream of training samples."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from anymask.data.packed import PackedDataset
from anymask.data.sample import Sample
from anymask.data.sampler import Mixture
from anymask.data.transforms import Augmentation
from anymask.errors import ConfigurationError, InputError


@dataclass(frozen=True)
class Noise:
    """A source of random images with one object each, or none."""

    name: str
    empty: bool = False

    def draw(self, generator: torch.Generator, max_masks: int) -> Sample:
        image = torch.randint(0, 256, (3, 4, 4), generator=generator, dtype=torch.uint8)
        return Sample(image, torch.ones(int(not self.empty), 4, 4) > 0, self.name)


def _same(sample: Sample, generator: torch.Generator) -> Sample:
    return sample


def _mixture(seed: int = 0) -> Mixture:
    return Mixture([Noise("a"), Noise("b"), Noise("c")], [1.0, 3.0, 0.0], _same, seed=seed)


def test_a_sample_depends_on_seed_and_position_alone() -> None:
    later = _mixture()[41]
    stream = [_mixture()[position] for position in range(45)]
    assert torch.equal(stream[41].image, later.image)
    assert not torch.equal(stream[40].image, later.image)
    assert not torch.equal(_mixture(seed=1)[41].image, later.image)


def test_batches_cut_the_stream_without_gap_or_overlap() -> None:
    mixture = _mixture()
    images = [sample.image for step in range(4) for sample in mixture.batch(step, 3)]
    assert all(torch.equal(image, mixture[i].image) for i, image in enumerate(images))


def test_sources_are_drawn_by_weight() -> None:
    mixture = _mixture()
    names = [mixture[position].source for position in range(2000)]
    assert abs(names.count("b") / 2000 - 0.75) < 0.04
    assert names.count("c") == 0


def test_draws_without_objects_are_repeated() -> None:
    def sometimes(sample: Sample, generator: torch.Generator) -> Sample:
        kept = int(torch.rand((), generator=generator) < 0.5)
        return Sample(sample.image, sample.masks[:kept], sample.source)

    mixture = Mixture([Noise("a")], [1.0], sometimes)
    assert all(len(mixture[position].masks) == 1 for position in range(20))


def test_a_source_without_objects_is_an_error_not_a_hang() -> None:
    mixture = Mixture([Noise("void", empty=True)], [1.0], _same)
    with pytest.raises(InputError, match=r"'void'\) gave 50 samples without an object"):
        mixture[0]


@pytest.mark.parametrize("weights", [[1.0], [1.0, -1.0], [0.0, 0.0]])
def test_wrong_weights_are_named(weights: list[float]) -> None:
    with pytest.raises(ConfigurationError, match="weights"):
        Mixture([Noise("a"), Noise("b")], weights, _same)


@pytest.mark.parametrize("shards", [1, 2, 3, 5])
def test_shards_share_a_step_without_loss_or_repetition(shards: int) -> None:
    mixture = _mixture()
    parts = [mixture.batch(3, 5, shard, shards) for shard in range(shards)]
    joined = [parts[offset % shards][offset // shards] for offset in range(5)]
    for whole, part in zip(mixture.batch(3, 5), joined, strict=True):
        assert torch.equal(whole.image, part.image)


@pytest.mark.parametrize(("shard", "shards"), [(2, 2), (-1, 2), (0, 6)])
def test_wrong_shards_are_named(shard: int, shards: int) -> None:
    with pytest.raises(ConfigurationError, match=f"shard {shard} of {shards}"):
        _mixture().batch(0, 5, shard, shards)


def test_broken_draws_are_replaced_and_noted(folder: Path) -> None:
    (folder / "cats_1.jpg").write_bytes(b"torn")
    mixture = Mixture([PackedDataset(folder)], [1.0], Augmentation(16, min_area_px=1))
    samples = [mixture[position] for position in range(20)]
    assert all(len(sample.masks) for sample in samples)
    assert list(mixture.broken.reasons) == ["cats_1.jpg"]
    assert torch.equal(samples[7].image, mixture[7].image)


def test_a_source_that_is_nearly_all_broken_is_an_error(folder: Path) -> None:
    for path in folder.glob("*.json"):
        path.write_text("torn")
    mixture = Mixture([PackedDataset(folder)], [1.0], Augmentation(16))
    with pytest.raises(ConfigurationError, match=r"50 of 50 images drawn .*3 broken samples were"):
        mixture[0]

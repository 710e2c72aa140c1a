"""An endless, repeatable stream of training samples mixed from several sources.

What lies at a position depends on the seed and the position alone: a resumed run asks for the
next step and gets what it would have got, and workers need not talk to each other. The training
loop is the user.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
import torch

from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.data.compact import CompactSample
from anymask.data.dataset import MaskDataset
from anymask.data.sample import Sample
from anymask.errors import ConfigurationError, InputError

MAX_TRIES = 50
"""A draw that leaves no object (an unlucky crop) is repeated this often."""


@runtime_checkable
class Source(Protocol):
    """Anything that samples can be drawn from: labelled images or rendered scenes."""

    def draw(self, generator: torch.Generator, max_masks: int) -> Sample:
        """Return a random sample with at most `max_masks` objects."""


@dataclass(frozen=True)
class Mixture:
    """A weighted mixture of sources, as a function of the position in the stream.

    Attributes:
        sources: what to draw from.
        weights: how often to draw from each, relative to each other.
        transform: applied to every draw, e.g. an `Augmentation`. Draws from labelled images
            arrive compact: not decoded yet.
        candidates: objects asked of a source at most; more than the transform keeps, because
            cropping loses some.
        seed: another seed is another stream.
        broken: gets the samples that could not be used; another one is drawn for each.
    """

    sources: Sequence[Source]
    weights: Sequence[float]
    transform: Callable[[Sample | CompactSample, torch.Generator], Sample]
    candidates: int = 24
    seed: int = 0
    broken: BrokenSamples = field(default_factory=BrokenSamples)

    def __post_init__(self) -> None:
        if not self.sources or len(self.sources) != len(self.weights):
            raise ConfigurationError(
                f"weights has {len(self.weights)} entries for {len(self.sources)} sources; "
                "pass at least one source and one weight per source"
            )
        if min(self.weights) < 0 or sum(self.weights) <= 0:
            raise ConfigurationError(
                f"weights is {list(self.weights)}; none may be negative and their sum must be > 0"
            )

    def __getitem__(self, position: int) -> Sample:
        """Return the sample at a position (from 0) of the stream; it has at least one object.

        Raises:
            InputError: fifty draws in a row had no object left.
            ConfigurationError: nearly all images of a source are broken.
        """
        entropy = np.random.SeedSequence((self.seed, position)).generate_state(1, np.uint64)
        generator = torch.Generator().manual_seed(int(entropy[0] >> 1))
        weights = torch.tensor(self.weights, dtype=torch.float64)
        chosen = int(torch.multinomial(weights, 1, generator=generator))
        failures = 0
        for _ in range(MAX_TRIES):
            try:
                sample = self._draw(self.sources[chosen], generator)
            except BrokenSampleError as error:
                self.broken.record(error.name, error)
                failures += 1
                continue
            if len(sample.masks):
                return sample
        if failures > MAX_TRIES // 2:
            raise ConfigurationError(
                f"source {chosen} is of no use: {failures} of {MAX_TRIES} images drawn from it are "
                f"broken; {self.broken.summary()}"
            )
        raise InputError(
            f"source {chosen} ('{sample.source}') gave {MAX_TRIES} samples without an object; "
            "check its masks, or lower the smallest area that the transform keeps"
        )

    def _draw(self, source: Source, generator: torch.Generator) -> Sample:
        if isinstance(source, MaskDataset):
            return self.transform(source.draw_compact(generator, self.candidates), generator)
        return self.transform(source.draw(generator, self.candidates), generator)

    def batch(self, step: int, size: int, shard: int = 0, shards: int = 1) -> list[Sample]:
        """Return one shard's samples of a training step.

        A step takes `size` positions from step * size on; shard i takes every shards-th of them
        from the i-th on, so that all shards together make the batch of a single one.

        Args:
            step: number of the training step, from 0.
            size: samples of all shards together.
            shard: whose samples, 0 to shards - 1.
            shards: how many processes (or accumulated parts) share the step.

        Raises:
            ConfigurationError: there is no such shard, or not a sample for each.
        """
        if not 0 <= shard < shards <= size:
            raise ConfigurationError(
                f"shard {shard} of {shards} cannot take its part of {size} samples; pass a shard "
                "from 0 on below shards, and at least one sample per shard"
            )
        return [self[step * size + offset] for offset in range(shard, size, shards)]

"""Shards of labelled images as an endless, shuffled, resumable stream.

For sets that are compressed or too large for an index; smaller ones are better drawn from
(`PackedDataset`). Every consumer, a worker of a rank, makes its own stream; together they hand out
each sample of an epoch exactly once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.data.compact import CompactSample
from anymask.data.shard_entries import Entry, read_entries
from anymask.errors import ConfigurationError, InputError
from anymask.storage.archives import is_archive


@dataclass(frozen=True)
class StreamPosition:
    """How far a consumer has come: how many entries of which epoch it has drawn."""

    epoch: int = 0
    drawn: int = 0


class ShardStream:
    """The part of one consumer of all shards, epoch after epoch in new orders.

    With at least as many shards as consumers each reads whole shards; with fewer, each reads all
    and takes every n-th sample.

    Args:
        shards: tars, compressed or not, and folders of pairs; `find_shards` lists those of a path.
        seed: another seed is another order; all consumers need the same one.
        buffer: samples to choose the next one from at random; 1 keeps the order of the shards.
        consumer: number of this consumer, e.g. rank * workers + worker.
        consumers: how many there are, e.g. ranks * workers.
        position: where to go on: the `position` of an earlier stream with the same arguments.
        broken: gets the samples and shards that could not be used.

    Raises:
        ConfigurationError: no shard, no buffer, or no such consumer.
    """

    def __init__(
        self,
        shards: Sequence[Path],
        *,
        seed: int = 0,
        buffer: int = 1000,
        consumer: int = 0,
        consumers: int = 1,
        position: StreamPosition = StreamPosition(),
        broken: BrokenSamples | None = None,
    ) -> None:
        if not shards or buffer < 1 or not 0 <= consumer < consumers:
            raise ConfigurationError(
                f"{len(shards)} shards, a buffer of {buffer} and consumer {consumer} of "
                f"{consumers} make no stream; pass at least one shard, a buffer of 1 or more, and "
                "a consumer from 0 on below consumers"
            )
        self._shards = sorted(shards)
        self._seed = seed
        self._buffer = buffer
        self._consumer = consumer
        self._consumers = consumers
        self.position = position
        self.broken = BrokenSamples() if broken is None else broken

    def __iter__(self) -> Iterator[CompactSample]:
        """Hand out samples without end, from `position` on.

        Raises:
            ConfigurationError: a whole epoch held nothing that could be used.
        """
        useful = self.position.drawn > 0
        while True:
            for entry in islice(self._epoch(self.position.epoch), self.position.drawn, None):
                self.position = StreamPosition(self.position.epoch, self.position.drawn + 1)
                try:
                    sample = entry.read()
                except BrokenSampleError as error:
                    self.broken.record(error.name, error)
                    continue
                useful = True
                yield sample
            if not useful:
                raise ConfigurationError(
                    f"consumer {self._consumer} of {self._consumers} finds nothing of use in "
                    f"{len(self._shards)} shards; {self.broken.summary()}"
                )
            useful = False
            self.position = StreamPosition(self.position.epoch + 1)

    def _epoch(self, epoch: int) -> Iterator[Entry]:
        """Shuffle this consumer's entries of one epoch through the buffer."""
        random = np.random.default_rng((self._seed, epoch, 1 + self._consumer))
        waiting: list[Entry] = []
        for entry in self._own_entries(epoch):
            if len(waiting) < self._buffer:
                waiting.append(entry)
                continue
            chosen = int(random.integers(len(waiting)))
            yield waiting[chosen]
            waiting[chosen] = entry
        for index in random.permutation(len(waiting)):
            yield waiting[index]

    def _own_entries(self, epoch: int) -> Iterator[Entry]:
        """Go through the shards in the order of the epoch and pick this consumer's part."""
        order = np.random.default_rng((self._seed, epoch, 0)).permutation(len(self._shards))
        shards = [self._shards[index] for index in order]
        if len(shards) >= self._consumers:
            for shard in shards[self._consumer :: self._consumers]:
                yield from read_entries(shard, self.broken)
            return
        every = (entry for shard in shards for entry in read_entries(shard, self.broken))
        yield from islice(every, self._consumer, None, self._consumers)


def find_shards(path: Path) -> list[Path]:
    """List the shards of a path: a tar, a folder of tars, or a folder of pairs.

    Raises:
        InputError: there is nothing there.
    """
    if is_archive(path):
        return [path]
    if not path.is_dir():
        raise InputError(f"{path} is no tar or folder; pass shards of images with json beside them")
    archives = sorted(file for file in path.iterdir() if is_archive(file))
    return archives or [path]

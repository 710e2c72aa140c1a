"""Turn a mixture of data into the batches of a promptable-segmentation run."""

from collections.abc import Callable

from anymask.data.collate import Batch, collate
from anymask.data.sampler import Mixture


def batches(mixture: Mixture, images_per_step: int) -> Callable[[int, int, int], Batch]:
    """Return the function (step, shard, shards) -> batch that a `Run` takes.

    Args:
        mixture: what lies at each position of the stream.
        images_per_step: images of one step, over all shards.
    """

    def batch(step: int, shard: int, shards: int) -> Batch:
        return collate(mixture.batch(step, images_per_step, shard, shards))

    return batch

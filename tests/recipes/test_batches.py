"""Claims about the batches of a run."""

import torch

from anymask.data.coco_dataset import CocoDataset
from anymask.data.sampler import Mixture
from anymask.data.transforms import Augmentation
from anymask.recipes.batches import batches


def test_all_shards_together_are_the_whole_batch(squares: CocoDataset) -> None:
    batch = batches(Mixture([squares], [1.0], Augmentation(32)), images_per_step=4)
    whole, halves = batch(3, 0, 1), [batch(3, shard, 2) for shard in range(2)]
    interleaved = torch.stack([half.images for half in halves], dim=1).flatten(0, 1)
    assert torch.equal(whole.images, interleaved)
    assert whole.images.shape == (4, 3, 32, 32)


def test_the_same_arguments_give_the_same_batch(squares: CocoDataset) -> None:
    batch = batches(Mixture([squares], [1.0], Augmentation(32)), images_per_step=2)
    assert torch.equal(batch(5, 0, 1).masks, batch(5, 0, 1).masks)

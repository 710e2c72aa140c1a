"""One labelled image on its way through an evaluation: its objects, and its pixels when asked for.

`walk` makes them, tasks look at them. Pixels are decoded at most once.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import UInt8

from anymask.data.compact import CompactSample
from anymask.data.dataset import MaskDataset
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import Objects, Sampling, choose_objects


@dataclass(frozen=True, eq=False)
class Picture:
    """One labelled image.

    Attributes:
        key: under which its row is kept.
        dataset: where it lies, for what else is known of it.
        index: its place there.
        sampling: which of its objects count.
        room: how many objects the set may still get; None: no limit.
    """

    key: RowKey
    dataset: MaskDataset
    index: int
    sampling: Sampling
    room: int | None = None

    @cached_property
    def sample(self) -> CompactSample:
        """The image and its masks, not decoded.

        Raises:
            BrokenSampleError: it cannot be read.
        """
        return self.dataset.compact(self.index)

    @cached_property
    def pixels(self) -> UInt8[np.ndarray, "H W 3"]:
        """RGB.

        Raises:
            BrokenSampleError: it cannot be decoded.
        """
        rgb: np.ndarray = self.sample.pixels().permute(1, 2, 0).contiguous().numpy()
        return rgb

    @cached_property
    def objects(self) -> Objects:
        """The objects that count."""
        return choose_objects(self.sample, self.index, self.sampling, self.room)

"""Which images of a set are looked at, and which of their objects count.

Every measure on labelled objects starts here. The choice follows from the seed and the place of an
image in its set alone, so a run that was interrupted, or another model, gets the same objects.
Sets with very many objects are sampled as in "Segment Anything", appendix D.1.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from anymask.data.compact import CompactSample
from anymask.errors import ConfigurationError
from anymask.geometry import rle
from anymask.geometry.rle import Rle


@dataclass(frozen=True)
class Sampling:
    """How a set is thinned out.

    Attributes:
        min_area_share: objects smaller than this share of their image do not count, 0 to 1.
        max_objects: of a set: images in random order until they hold so many; None takes all.
        max_images: of a set, drawn at random; None takes all.
        seed: another seed is another draw.

    Raises:
        ConfigurationError: a share outside 0 to 1, a maximum below 1, or a seed below 0.
    """

    min_area_share: float = 0.0
    max_objects: int | None = None
    max_images: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.min_area_share < 1:
            raise ConfigurationError(
                f"min_area_share is {self.min_area_share:g}; pass a share of the image from 0 up "
                "to but not including 1, such as 0.01"
            )
        if self.seed < 0:
            raise ConfigurationError(f"seed is {self.seed}; pass 0 or more")
        for name in ("max_objects", "max_images"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ConfigurationError(f"{name} is {value}; pass 1 or more, or leave it out")

    def order(self, images: int) -> list[int]:
        """List the images to look at: all in order, or a random draw where a maximum is set."""
        if self.max_objects is None and self.max_images is None:
            return list(range(images))
        shuffled: list[int] = _generator(self.seed).permutation(images).tolist()
        return shuffled[: self.max_images]


EMPTY, SMALL, SURPLUS = "empty", "too small", "beyond the maximum"
"""Why an object is not scored: it has no pixel, or too few, or the set has enough without it."""


@dataclass(frozen=True, eq=False)
class Objects:
    """The objects of one image that count.

    Attributes:
        masks: N true masks.
        numbers: the place of each among the annotations of the image.
        left_out: reason -> how many do not count, without zeros.
    """

    masks: tuple[Rle, ...]
    numbers: tuple[int, ...]
    left_out: Mapping[str, int]


def choose_objects(
    sample: CompactSample, index: int, sampling: Sampling, room: int | None = None
) -> Objects:
    """Leave out the objects of an image that do not count.

    Args:
        sample: the image and its masks, not decoded.
        index: its place in its set.
        sampling: what counts.
        room: how many objects the set may still get; more are left out at random. None: no limit.
    """
    areas = [rle.area(mask) for mask in sample.masks]
    least = sampling.min_area_share * sample.size[0] * sample.size[1]
    large = [number for number, area in enumerate(areas) if area > 0 and area >= least]
    chosen = large
    if room is not None and len(large) > room:
        order = _generator(sampling.seed, index + 1).permutation(len(large)).tolist()
        chosen = [large[position] for position in sorted(order[:room])]
    empty = areas.count(0)
    counts = {
        EMPTY: empty,
        SMALL: len(areas) - empty - len(large),
        SURPLUS: len(large) - len(chosen),
    }
    left_out = {reason: count for reason, count in counts.items() if count}
    return Objects(tuple(sample.masks[number] for number in chosen), tuple(chosen), left_out)


def add_left_out(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Add up what was left out of several images or sets, reason by reason.

    >>> add_left_out([{"empty": 1}, {"too small": 2}, {"empty": 3}])
    {'empty': 4, 'too small': 2}
    """
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return dict(total)


def _generator(seed: int, *place: int) -> np.random.Generator:
    """Make a generator for one decision: the order of a set, or the objects of one image."""
    return np.random.default_rng([seed, *place])

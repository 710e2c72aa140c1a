"""The numbers of a data set as text: what `anymask data stats` prints."""

from collections.abc import Sequence

from anymask.data.statistics import BINS, SetStatistics

SHOWN_CATEGORIES = 10
BLOCKS = " ▁▂▃▄▅▆▇█"


def table(statistics: SetStatistics) -> str:
    """Lay the numbers out in lines; histograms are drawn with blocks from 0 to 1."""
    images = max(1, statistics.images)
    lines = [
        f"images              {statistics.images}",
        f"  without masks     {statistics.images_without_masks}",
        f"masks               {statistics.masks}",
        f"  empty             {statistics.empty_masks}",
        f"masks per image     mean {statistics.masks / images:.1f}, "
        f"median {statistics.median_masks:g}, most {max(0, len(statistics.masks_per_image) - 1)}",
        f"relative size       |{bars(statistics.relative_sizes)}| "
        f"median {median(statistics.relative_sizes):.2f}",
        f"concavity           |{bars(statistics.concavities)}| "
        f"median {median(statistics.concavities):.2f}",
    ]
    if len(statistics.sources) > 1:
        lines.append(f"images by set       {_listed(statistics.sources)}")
    if statistics.categories:
        lines.append(f"masks by category   {_listed(statistics.categories)}")
    return "\n".join(lines)


def bars(counts: Sequence[int]) -> str:
    """Draw a histogram in one line.

    >>> bars([0, 4, 8])
    ' ▄█'
    """
    most = max(1, max(counts, default=0))
    return "".join(BLOCKS[-(-count * (len(BLOCKS) - 1) // most)] for count in counts)


def median(counts: Sequence[int]) -> float:
    """Find the middle of the step in which the median of a histogram from 0 to 1 lies.

    >>> median([0] * 19 + [3])
    0.975
    """
    reached = 0
    for index, count in enumerate(counts):
        reached += count
        if count and 2 * reached >= sum(counts):
            return (index + 0.5) / BINS
    return 0.0


def _listed(counts: dict[str, int]) -> str:
    shown = [f"{name} {count}" for name, count in list(counts.items())[:SHOWN_CATEGORIES]]
    rest = len(counts) - len(shown)
    return ", ".join(shown) + (f", and {rest} more" if rest else "")

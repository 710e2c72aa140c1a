"""The boundary benchmark of BSDS500, per image: thinning, matching, and all of it.

    python benchmarks/edges.py --data sets/bsds500 [--split val] [--images 6] [--rounds 3]

Seconds are of the processor, on one core, so that other work on the machine matters little: the
whole at 30 thresholds, times 200 images, divided by the number of --workers is about what `anymask
evaluate edges` takes. Thinning stands beside scikit-image, map by map, and matching beside the same
solver without the split into parts; both are checked for agreement first.
"""

import argparse
import time
from pathlib import Path

import numpy as np
from jaxtyping import Bool, Float
from skimage.morphology import thin as thin_by_scikit_image

from anymask.data.bsds import BsdsDataset
from anymask.evaluation.baselines.catalog import find_baseline
from anymask.evaluation.edges.counting import count_pixels
from anymask.evaluation.edges.matching import (
    OUTLIER_COST,
    Reach,
    assign,
    find_reach,
    match,
    matching_radius,
)
from anymask.evaluation.edges.options import EdgeOptions
from anymask.evaluation.edges.task import FindsEdges
from anymask.evaluation.edges.thinning import pack, thin, unpack
from timing import Comparison, compare, options, publish

ASKED = EdgeOptions(thresholds=30)
BASELINES = ("sobel", "canny", "felzenszwalb")


def draw(baseline: str, pixels: np.ndarray) -> Float[np.ndarray, "H W"]:
    """Draw the edges of an image."""
    view = find_baseline(baseline)(pixels)
    assert isinstance(view, FindsEdges)
    return view.edges(ASKED)


def thinning(name: str, edges: Float[np.ndarray, "H W"], rounds: int) -> Comparison:
    """Thin the maps of all thresholds."""
    maps = edges >= ASKED.levels[:, None, None]
    together = thin(pack(maps))
    for number, each in enumerate(maps):
        assert np.array_equal(unpack(together, number), thin_by_scikit_image(each))
    contenders = {
        "scikit-image": lambda: [thin_by_scikit_image(each) for each in maps],
        "anymask": lambda: thin(pack(maps)),
    }
    return compare(f"{name}: thin 30 maps", contenders, rounds, time.process_time)


def matching(
    name: str,
    edges: Float[np.ndarray, "H W"],
    boundary: Bool[np.ndarray, "H W"],
    rounds: int,
) -> Comparison:
    """Match the maps of all thresholds with one annotator."""
    height, width = edges.shape
    bits = thin(pack(edges >= ASKED.levels[:, None, None])).reshape(-1)
    reach = find_reach(boundary, matching_radius((height, width), ASKED.max_distance))
    near = [unpack(bits[reach.pixel], number) for number in range(ASKED.thresholds)]
    for drawn in near:
        assert len(match(drawn, reach)[0]) == len(match_whole(drawn, reach))
    contenders = {
        "in one part": lambda: [match_whole(drawn, reach) for drawn in near],
        "anymask": lambda: [match(drawn, reach) for drawn in near],
    }
    return compare(f"{name}: match 30 maps", contenders, rounds, time.process_time)


def match_whole(drawn: Bool[np.ndarray, "L"], reach: Reach) -> np.ndarray:
    """Match as `matching.match` does, all pixels at once."""
    if not drawn.any():
        return np.zeros((0, 2), np.int64)
    penalty = OUTLIER_COST * reach.radius
    return assign(reach.owner[drawn], reach.pixel[drawn], reach.distance[drawn], penalty)


def whole(arguments: argparse.Namespace, dataset: BsdsDataset, baseline: str) -> str:
    """Draw and count some images, and say what 200 of them take."""
    places = np.linspace(0, len(dataset) - 1, arguments.images).astype(int).tolist()
    drawing = counting = 0.0
    for index in places:
        pixels = dataset[index].image.permute(1, 2, 0).numpy()
        boundaries = dataset.boundaries(index)
        start = time.process_time()
        edges = draw(baseline, pixels)
        drawn = time.process_time()
        count_pixels(edges, boundaries, ASKED)
        drawing += (drawn - start) / len(places)
        counting += (time.process_time() - drawn) / len(places)
    total = 200 * (drawing + counting / arguments.workers)
    return (
        f"{baseline:14} draw {drawing:.2f} s, count {counting:.2f} s per image; 200 images with "
        f"{arguments.workers} workers: about {total:.0f} s"
    )


def main() -> None:
    """Measure, print and write the figures."""
    parser = options(__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a copy of BSDS500")
    parser.add_argument("--split", default="val", help="train, val or test (default: val)")
    parser.add_argument("--images", type=int, default=6, help="of the split (default: 6)")
    parser.add_argument("--workers", type=int, default=2, help="for the estimate (default: 2)")
    arguments = parser.parse_args()
    dataset = BsdsDataset(arguments.data, arguments.split)
    pixels = dataset[0].image.permute(1, 2, 0).numpy()
    comparisons = []
    for baseline in BASELINES[:2]:
        edges = draw(baseline, pixels)
        comparisons.append(thinning(baseline, edges, arguments.rounds))
        boundary = dataset.boundaries(0)[0]
        comparisons.append(matching(baseline, edges, boundary, arguments.rounds))
    publish(comparisons, arguments.json)
    for baseline in BASELINES:
        print(whole(arguments, dataset, baseline))


if __name__ == "__main__":
    main()

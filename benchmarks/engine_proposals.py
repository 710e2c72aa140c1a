"""How many of the masks that stage 2 fills in are right, and how many objects they cover.

    python benchmarks/engine_proposals.py DETECTOR --data COCO_FOLDER [--data ...] [--split eval]
        [--model tiny] [--images 10] [--threads 1]

DETECTOR is a folder of `anymask train detector`. A mask is right when its IoU with a labelled
object is at least 0.5; sets that do not label everything make the share smaller than it is.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch

from anymask.data.open import open_dataset
from anymask.engine.propose import propose
from anymask.engine.settings import DetectorRules
from anymask.geometry import rle
from anymask.inference.object_detector import ObjectDetector, load_object_detector
from anymask.inference.segmenter import Segmenter, load

BOX_SCORES = (0.2, 0.3, 0.4, 0.5, 0.6)
RIGHT = 0.5
"""IoU with a labelled object."""


@dataclass
class Count:
    """What was filled in, how much of it is right, and how many objects it covers."""

    filled_in: int = 0
    right: int = 0
    covered: int = 0

    def add(self, made: list[rle.Rle], truth: list[rle.Rle]) -> None:
        """Count an image."""
        self.filled_in += len(made)
        if made and truth:
            iou = rle.iou(made, truth)
            self.right += int((iou.max(1).values >= RIGHT).sum())
            self.covered += int((iou.max(0).values >= RIGHT).sum())


def measure(
    detector: ObjectDetector, segmenter: Segmenter, data: Path, split: str | None, most: int
) -> tuple[dict[float, Count], int]:
    """Fill in the images of a set at each threshold; also return the number of objects."""
    dataset = open_dataset(data, split=split)
    counts, objects = {score: Count() for score in BOX_SCORES}, 0
    for index in range(min(most, len(dataset))):
        content = dataset.image_bytes(index)
        truth = [mask for mask in dataset.compact(index).masks if rle.area(mask)]
        scene = segmenter.embed(content)
        objects += len(truth)
        for score, count in counts.items():
            made = propose(detector, scene, content, DetectorRules(box_score=score))
            count.add([one.record.rle for one in made], truth)
    return counts, objects


def main() -> None:
    """Print a row for each set and threshold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("detector")
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--split")
    parser.add_argument("--model", default="tiny")
    parser.add_argument("--images", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    detector, segmenter = load_object_detector(options.detector), load(options.model)
    print("set          box_score  filled in  right  objects covered")
    for data in options.data:
        counts, objects = measure(detector, segmenter, data, options.split, options.images)
        for score, count in counts.items():
            right, covered = count.right / max(1, count.filled_in), count.covered / max(1, objects)
            print(f"{data.name:12} {score:9} {count.filled_in:10} {right:6.2f} {covered:16.2f}")


if __name__ == "__main__":
    main()

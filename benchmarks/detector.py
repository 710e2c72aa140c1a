"""How many objects the boxes of a detector find, and what an image costs.

    python benchmarks/detector.py MODEL --data COCO_FOLDER [--data ...] [--split eval] [--threads 1]
    python benchmarks/detector.py --untrained --data ...       # the same architecture, random heads
    python benchmarks/detector.py MODEL --swapped --data ...   # boxes of the image before

MODEL is a folder of `anymask train detector`. Recall and average precision are at IoU 0.5 with the
100 likeliest boxes of an image; the last row pools the objects of all sets. Seconds are processor
time of one image, from the encoded file to boxes. Swapped boxes, stretched to the image, tell what
knowing where objects usually lie is worth without looking.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from anymask.data.dataset import MaskDataset
from anymask.data.open import open_dataset
from anymask.evaluation.box_scores import ImageBoxes, average_precision, recall
from anymask.geometry import rle
from anymask.inference.object_detector import ObjectDetector, load_object_detector
from anymask.models.detector.build import build_detector
from anymask.models.detector.load import fill_backbone
from anymask.models.detector.variants import detector_tiny


@dataclass(frozen=True)
class Row:
    """What was found in one set, or in all, and the processor time that it took."""

    name: str
    images: list[ImageBoxes]
    seconds: float

    def __str__(self) -> str:
        objects = sum(len(image.truth) for image in self.images)
        scores = [recall(self.images, limit=limit) for limit in (10, 100)]
        scores += [average_precision(self.images), self.seconds / len(self.images)]
        shown = " ".join(f"{score:8.3f}" for score in scores)
        return f"{self.name:12} {len(self.images):6} {objects:7} {shown}"


def measure(detector: ObjectDetector, name: str, dataset: MaskDataset, swapped: bool) -> Row:
    """Look for the objects of every image."""
    start = time.process_time()
    images = list(find(detector, dataset, swapped))
    return Row(name, images, time.process_time() - start)


def find(detector: ObjectDetector, dataset: MaskDataset, swapped: bool) -> Iterator[ImageBoxes]:
    """Set found boxes beside the true ones."""
    for index in range(len(dataset)):
        sample = dataset.compact(index)
        shown = dataset.compact(index - 1 if index else len(dataset) - 1) if swapped else sample
        found = detector.boxes(shown.image, limit=100)
        stretch = torch.tensor(sample.size[::-1] * 2) / torch.tensor(shown.size[::-1] * 2)
        truth = [rle.box(mask) for mask in sample.masks if rle.area(mask)]
        boxes = torch.tensor(truth, dtype=torch.float32).view(-1, 4)
        yield ImageBoxes(found.boxes * stretch, found.scores, boxes)


def untrained() -> ObjectDetector:
    """Make `tiny` before its first step."""
    torch.manual_seed(0)
    detector = build_detector(detector_tiny())
    fill_backbone(detector, "tiny")
    return ObjectDetector(detector.eval())


def main() -> None:
    """Print one row per set, and one of all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model", nargs="?")
    parser.add_argument("--untrained", action="store_true")
    parser.add_argument("--swapped", action="store_true")
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--split")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    if options.untrained == (options.model is not None):
        parser.error("pass either a MODEL or --untrained")
    torch.set_num_threads(options.threads)
    detector = untrained() if options.untrained else load_object_detector(options.model)
    heads = ("set", "images", "objects", "rec@10", "rec@100", "AP50", "s/image")
    print("{:12} {:>6} {:>7} {:>8} {:>8} {:>8} {:>8}".format(*heads))
    rows = []
    for path in options.data:
        rows.append(
            measure(detector, path.name, open_dataset(path, split=options.split), options.swapped)
        )
        print(rows[-1], flush=True)
    pooled = [image for row in rows for image in row.images]
    print(Row("all", pooled, sum(row.seconds for row in rows)))


if __name__ == "__main__":
    main()

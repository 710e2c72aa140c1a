"""Run lengths and suppression on one core, beside pycocotools and plain loops.

    python benchmarks/rle.py [--rounds 9] [--json FILE]

Masks have 1500 × 2250 pixels, the size of SA-1B images: a disc, three hundred small spots, and
noise, the worst case. Every pair of contenders is checked for equal results first.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from pycocotools import mask as coco

from anymask.geometry import masks as tensors
from anymask.geometry import rle
from anymask.geometry.nms import nms
from timing import Comparison, compare, options, publish

HEIGHT, WIDTH = 1500, 2250


def pictures() -> dict[str, NDArray[np.bool_]]:
    """Name the masks to measure."""
    generator = np.random.default_rng(0)
    y, x = np.ogrid[:HEIGHT, :WIDTH]
    spots = np.zeros((HEIGHT, WIDTH), dtype=np.bool_)
    for top, left in generator.integers(0, [HEIGHT - 40, WIDTH - 40], (300, 2)):
        spots[top : top + 25, left : left + 30] = True
    return {
        "disc": (y - 700) ** 2 + (x - 1100) ** 2 < 400**2,
        "spots": spots,
        "noise": generator.random((HEIGHT, WIDTH)) < 0.5,
    }


def codec(name: str, mask: NDArray[np.bool_], rounds: int) -> list[Comparison]:
    """Compare encoding and decoding of one mask."""
    tensor = torch.from_numpy(mask)[None]
    official = coco.encode(np.asfortranarray(mask.view(np.uint8)))
    ours = rle.encode(tensor)[0]
    assert rle.to_coco(ours)["counts"] == official["counts"].decode()
    assert torch.equal(rle.decode(ours), tensor[0])
    encoders = {
        "pycocotools": lambda: coco.encode(np.asfortranarray(mask.view(np.uint8))),
        "anymask, with COCO string": lambda: rle.to_coco(rle.encode(tensor)[0]),
        "anymask": lambda: rle.encode(tensor),
    }
    decoders = {
        "pycocotools": lambda: coco.decode(official),
        "anymask, from COCO string": lambda: rle.decode(rle.from_coco(official)),
        "anymask": lambda: rle.decode(ours),
    }
    return [
        compare(f"encode {name}", encoders, rounds),
        compare(f"decode {name}", decoders, rounds),
    ]


def overlaps(rounds: int) -> Comparison:
    """Compare the IoU of 40 × 40 discs: run lengths against decoded masks."""
    generator = np.random.default_rng(1)
    y, x = np.ogrid[:HEIGHT, :WIDTH]
    centres = generator.integers(200, [HEIGHT - 200, WIDTH - 200], (40, 2))
    discs = [(y - top) ** 2 + (x - left) ** 2 < 150**2 for top, left in centres]
    stack = torch.from_numpy(np.stack(discs))
    ours = rle.encode(stack)
    official = [rle.to_coco(each) for each in ours]
    expected = coco.iou(official, official, [0] * len(ours))
    np.testing.assert_allclose(rle.iou(ours, ours).numpy(), expected, rtol=1e-6)
    contenders = {
        "pycocotools": lambda: coco.iou(official, official, [0] * len(ours)),
        "anymask, run lengths": lambda: rle.iou(ours, ours),
        "anymask, encode first": lambda: rle.iou(rle.encode(stack), rle.encode(stack)),
        "anymask, matrix product": lambda: tensors.iou(stack, stack),
    }
    return compare("IoU of 40 x 40 discs", contenders, rounds)


def suppression(count: int, rounds: int) -> Comparison:
    """Compare box NMS with the plain loop over boxes, few of which overlap enough."""
    generator = torch.Generator().manual_seed(0)
    corner = torch.rand(count, 2, generator=generator) * torch.tensor([WIDTH, HEIGHT])
    boxes = torch.cat([corner, corner + 5 + 195 * torch.rand(count, 2, generator=generator)], 1)
    scores = torch.rand(count, generator=generator)
    assert nms(boxes, scores, 0.7).tolist() == plain_nms(boxes.numpy(), scores.numpy(), 0.7)
    contenders = {
        "plain loop in numpy": lambda: plain_nms(boxes.numpy(), scores.numpy(), 0.7),
        "anymask": lambda: nms(boxes, scores, 0.7),
    }
    return compare(f"suppress {count} boxes", contenders, rounds)


def plain_nms(
    boxes: NDArray[np.float32], scores: NDArray[np.float32], threshold: float
) -> list[int]:
    """The textbook loop: keep the best, drop what overlaps it, repeat."""
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    order, kept = np.argsort(-scores, kind="stable"), []
    while len(order):
        best, rest = order[0], order[1:]
        kept.append(int(best))
        low = np.maximum(boxes[best, :2], boxes[rest, :2])
        high = np.minimum(boxes[best, 2:], boxes[rest, 2:])
        shared = np.maximum(high - low, 0).prod(axis=1)
        order = rest[shared / (areas[best] + areas[rest] - shared) <= threshold]
    return kept


def main() -> None:
    """Measure everything and print the table."""
    arguments = options(__doc__).parse_args()
    torch.set_num_threads(1)
    comparisons = []
    for name, mask in pictures().items():
        comparisons += codec(name, mask, arguments.rounds)
    comparisons.append(overlaps(arguments.rounds))
    comparisons += [suppression(count, arguments.rounds) for count in (1000, 3000, 10000)]
    publish(comparisons, arguments.json)


if __name__ == "__main__":
    main()

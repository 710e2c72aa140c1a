"""Loading training samples on one core, beside Pillow with pycocotools.

    python benchmarks/loader.py [--data PACK] [--rounds 9] [--json FILE]

First a photo of 1500 × 2250 pixels with 64 masks, the size of SA-1B's images, made here: the plain
way decodes the photo and every mask at full size, and resizes; the masks of both are compared
first. Then, with --data, the samples of a pack as a training run draws them.
"""

import io
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from pycocotools import mask as coco

from anymask.data.open import open_dataset
from anymask.data.packed import PackedDataset
from anymask.data.sampler import Mixture
from anymask.data.transforms import Augmentation
from anymask.geometry import rle
from anymask.storage.shards import ShardWriter
from timing import Comparison, compare, options, publish

HEIGHT, WIDTH, MASKS = 1500, 2250, 64
SIDES = (256, 1024)
CANDIDATES = 24


def photo(seed: int = 0) -> tuple[bytes, list[dict[str, object]]]:
    """Make a photo-like JPEG of about 1 MB and the annotations of wavy discs of many sizes."""
    generator = np.random.default_rng(seed)
    small = Image.fromarray(generator.integers(0, 256, (150, 225, 3), dtype=np.uint8))
    smooth = np.asarray(small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), np.int16)
    grain = generator.integers(-12, 13, (HEIGHT, WIDTH, 1), dtype=np.int16)
    stream = io.BytesIO()
    pixels = np.clip(smooth + grain, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(stream, "JPEG", quality=85)
    y, x = np.ogrid[:HEIGHT, :WIDTH]
    annotations: list[dict[str, object]] = []
    for radius in np.geomspace(15, 500, MASKS):
        top, left = generator.integers(0, (HEIGHT, WIDTH))
        wave = 1 + 0.15 * np.sin(x / 9) * np.cos(y / 7)
        mask = ((y - top) ** 2 + (x - left) ** 2) < wave * radius**2
        runs = rle.encode(torch.from_numpy(mask)[None])[0]
        annotations.append({"segmentation": rle.to_coco(runs), "area": rle.area(runs)})
    return stream.getvalue(), annotations


def plain(content: bytes, labels: bytes, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Decode everything at full size, then resize: what a first version of a loader does."""
    with Image.open(io.BytesIO(content)) as picture:
        image = np.asarray(picture.convert("RGB").resize(size[::-1], Image.Resampling.BILINEAR))
    segmentations = [each["segmentation"] for each in json.loads(labels)["annotations"]]
    masks = []
    for segmentation in segmentations:
        full = Image.fromarray(coco.decode(segmentation) * np.uint8(255))
        masks.append(np.asarray(full.resize(size[::-1], Image.Resampling.BOX)) > 127)
    return image, np.stack(masks)


def ours(dataset: PackedDataset, size: tuple[int, int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Decode the photo at a fraction, and masks straight to their size."""
    compact = dataset.compact(0)
    reduced = compact.pixels(compact.reduction(size[0] / HEIGHT))
    image = torch.nn.functional.interpolate(reduced[None], size, mode="bilinear", antialias=True)[0]
    return image, rle.resize(compact.masks, size)


def large_photo(folder: Path, rounds: int) -> list[Comparison]:
    """Load a photo of SA-1B's size with 64 masks at two model sizes."""
    content, annotations = photo()
    labels = json.dumps({"annotations": annotations}).encode()
    with ShardWriter(folder, "photo") as writer:
        writer.add({"made_1.jpg": content, "made_1.json": labels})
    dataset = PackedDataset(writer.paths[0])
    comparisons = []
    for side in SIDES:
        size = (round(side * HEIGHT / WIDTH), side)
        _, expected = plain(content, labels, size)
        found = ours(dataset, size)[1].numpy()
        assert (found ^ expected).mean() < 1e-3, "the masks of both ways differ"
        contenders = {
            "Pillow + pycocotools": lambda size=size: plain(content, labels, size),
            "anymask": lambda size=size: ours(dataset, size),
        }
        name = f"{HEIGHT}x{WIDTH}, {MASKS} masks -> {side}"
        comparisons.append(compare(name, contenders, rounds))
    return comparisons


def pack(path: Path, rounds: int) -> list[Comparison]:
    """Draw samples of a pack as training does: crop, scale, mirror, recolour, pad.

    The reference decodes photo and masks at full size before it crops, with our own decoder.
    """
    dataset = open_dataset(path)

    def decode_first(augmentation: Augmentation, position: int) -> None:
        generator = torch.Generator().manual_seed(position)
        augmentation(dataset.draw(generator, CANDIDATES), generator)

    comparisons = []
    for side in SIDES:
        augmentation = Augmentation(side)
        mixture = Mixture([dataset], [1.0], augmentation, candidates=CANDIDATES)
        contenders = {
            "decoded first": lambda augmentation=augmentation: [
                decode_first(augmentation, position) for position in range(20)
            ],
            "anymask": lambda mixture=mixture: [mixture[position] for position in range(20)],
        }
        comparisons.append(compare(f"20 samples of the pack at {side}", contenders, rounds))
    return comparisons


def main() -> None:
    """Measure and print the table."""
    import tempfile

    parser = options(__doc__)
    parser.add_argument("--data", type=Path, metavar="PACK", help="a pack in the form of SA-1B")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        comparisons = large_photo(Path(folder), arguments.rounds)
    if arguments.data is not None:
        comparisons += pack(arguments.data, arguments.rounds)
    publish(comparisons, arguments.json)


if __name__ == "__main__":
    main()

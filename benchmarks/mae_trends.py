"""Mask ratio and decoder depth at small scale: what do pre-trained features say about a picture?

    python benchmarks/mae_trends.py --data PACK [--steps 400] [--threads 1]

PACK is a tar or folder whose pictures are called SET_NAME.jpg. Very small autoencoders (ViT 128x6,
64 px, patches of 8 px) are pre-trained on three quarters of the pictures, all for the same number
of steps on the same crops. Frozen features (the mean of all tokens) then have to tell which set a
crop of an unseen picture comes from: by a linear classifier and by the nearest neighbours.
Published trends for a ViT-L on ImageNet: MAE, figure 5 and table 1.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from anymask.data.crops import RandomCrop
from anymask.data.images import UnlabelledImages
from anymask.models.mae.build import build_mae
from anymask.models.mae.config import MaeConfig
from anymask.models.mae.model import MaskedAutoencoder
from anymask.training.config import OptimConfig
from anymask.training.objectives.mae import MaeObjective
from anymask.training.optim import build_optimizer

SIDE, BATCH = 64, 64
CROPS_PER_PICTURE = 8
NEIGHBOURS = 10


@dataclass(frozen=True)
class Crops:
    """Crops, and the number of the set that each comes from."""

    pixels: Tensor
    labels: Tensor


def load(path: Path) -> tuple[Crops, Crops, int]:
    """Crop all pictures; every fourth picture is kept for the test."""
    images = UnlabelledImages([path])
    sets = [images.name(i).rsplit("/", 1)[-1].partition("_")[0] for i in range(len(images))]
    known = sorted(set(sets))
    crop, generator = RandomCrop(SIDE), torch.Generator().manual_seed(0)
    parts: list[tuple[list[Tensor], list[int]]] = [([], []), ([], [])]
    for index in range(len(images)):
        pixels, labels = parts[index % 4 == 0]
        content = images.image_bytes(index)
        pixels += [crop(content, generator) for _ in range(CROPS_PER_PICTURE)]
        labels += [known.index(sets[index])] * CROPS_PER_PICTURE
    train, test = (Crops(torch.stack(p), torch.tensor(y)) for p, y in parts)
    return train, test, len(known)


def pretrain(depth: int, ratio: float, steps: int, crops: Crops) -> MaskedAutoencoder:
    """Pre-train one autoencoder; the same seed gives the same start and the same batches."""
    torch.manual_seed(0)
    model = build_mae(
        MaeConfig(
            128, 6, 4, patch_size=8, image_size=SIDE,
            decoder_width=64, decoder_depth=depth, decoder_heads=4,
        )
    )  # fmt: skip
    rate = OptimConfig(learning_rate=1.5e-3, betas=(0.9, 0.95), weight_decay=0.05)
    optimizer = build_optimizer(model, rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rate.learning_rate, max(1, steps), pct_start=0.1, cycle_momentum=False
    )
    objective, generator = MaeObjective(ratio), torch.Generator().manual_seed(1)
    for _ in range(steps):
        chosen = torch.randint(len(crops.pixels), (BATCH,), generator=generator)
        with torch.autocast("cpu", torch.bfloat16):
            loss = objective(model, crops.pixels[chosen], generator)["loss"]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
    return model.eval()


@torch.inference_mode()
def features(model: MaskedAutoencoder, pixels: Tensor) -> Tensor:
    """Encode all patches of each crop and average the tokens."""
    places = torch.arange(model.config.grid_side**2)
    means = [
        model.encode(model.patches(part), places.expand(len(part), -1))[:, 1:].mean(1)
        for part in pixels.split(256)
    ]
    return torch.cat(means)


def linear_probe(train: Tensor, labels: Tensor, test: Tensor, classes: int) -> Tensor:
    """Fit a logistic regression on standardised features; return the predicted classes."""
    mean, std = train.mean(0), train.std(0) + 1e-6
    train, test = (train - mean) / std, (test - mean) / std
    weight = torch.zeros(classes, train.shape[1] + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        logits = F.linear(train, weight[:, :-1], weight[:, -1])
        loss = F.cross_entropy(logits, labels) + 1e-3 * weight.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return F.linear(test, weight[:, :-1], weight[:, -1]).argmax(1)


def nearest(train: Tensor, labels: Tensor, test: Tensor, classes: int) -> Tensor:
    """Let the most similar crops vote; return the predicted classes."""
    train, test = F.normalize(train - train.mean(0)), F.normalize(test - train.mean(0))
    votes = labels[(test @ train.t()).topk(NEIGHBOURS).indices]
    return F.one_hot(votes, classes).sum(1).argmax(1)


def accuracy(predicted: Tensor, truth: Tensor) -> float:
    """The share of right answers, averaged over the sets, in per cent."""
    recalls = [(predicted[truth == c] == c).float().mean() for c in truth.unique()]
    return 100 * float(torch.stack(recalls).mean())


def probe(train: Tensor, test: Tensor, data: tuple[Crops, Crops, int]) -> str:
    """Both accuracies, as text."""
    labels, truth, classes = data[0].labels, data[1].labels, data[2]
    scores = [accuracy(how(train, labels, test, classes), truth) for how in (linear_probe, nearest)]
    return " ".join(f"{score:8.1f}" for score in scores)


def main() -> None:
    """Pre-train, probe and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="tar or folder of pictures")
    parser.add_argument("--steps", type=int, default=400, help="of each pre-training")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default: 1)")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    data = load(arguments.data)
    train, test, classes = data
    print(f"{len(train.pixels)} crops to learn from, {len(test.pixels)} to test, {classes} sets")
    print(f"{'features':28} {'linear':>8} {'nearest':>8} {'seconds':>8}")
    colours = [F.adaptive_avg_pool2d(each.pixels.float(), 4).flatten(1) for each in data[:2]]
    print(f"{'4 x 4 pixels':28} {probe(*colours, data)}", flush=True)
    runs: Sequence[tuple[float, int, int]] = [
        (0.75, 2, 0),
        *((ratio, 2, arguments.steps) for ratio in (0.25, 0.5, 0.75, 0.9)),
        *((0.75, depth, arguments.steps) for depth in (1, 4)),
    ]
    for ratio, depth, steps in runs:
        start = time.process_time()
        model = pretrain(depth, ratio, steps, train)
        seconds = time.process_time() - start
        name = f"ratio {ratio:.2f}, decoder depth {depth}" if steps else "untrained"
        scores = probe(features(model, train.pixels), features(model, test.pixels), data)
        print(f"{name:28} {scores} {seconds:8.0f}", flush=True)


if __name__ == "__main__":
    main()

"""Train a detector of objects, one class, on labelled images of any form.

Command:  anymask train detector --data my_masks/ --out runs/detector
Data:     what `anymask data inspect` understands; the box of every mask is an object.
Result:   runs/detector/model (the best on held-out images) and runs/detector/last.
Cost:     ten minutes of one core for `tiny` on 855 photographs: recall of 100 boxes .52 on others.

Tried: the same architecture from random weights, everything learning, has .13 after seven minutes.
Starting from scores of one half instead of 0.01 costs the first 50 steps and nothing after them.
docs/guides/training.md has the figures by data set.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import torch

from anymask.data.broken import BrokenSamples
from anymask.data.sampler import Mixture
from anymask.data.transforms import Augmentation
from anymask.models.detector.load import save_detector
from anymask.models.detector.model import Detector
from anymask.models.detector.variants import find_variant
from anymask.models.load import choose_device
from anymask.recipes.batches import batches
from anymask.recipes.detector_judge import DetectorJudge
from anymask.recipes.detector_start import chosen_init, start_detector
from anymask.recipes.held_out import open_and_hold_out
from anymask.recipes.recipe import Recipe, Report, Sources, describe
from anymask.training.checkpoint import BEST_NAME, FILE_NAME, load_average
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.distributed import is_leader, local_device
from anymask.training.loop import train
from anymask.training.objectives.detector import PUBLISHED, DetectorObjective
from anymask.training.run import Run


@dataclass(frozen=True)
class DetectorTraining:
    """Every number of a detector's training.

    Attributes:
        train: optimiser, schedule and bookkeeping.
        size: a name of `VARIANTS`, from "tiny" to "xlarge".
        image_size: side in pixels of the squares that the detector sees; None: the size's own.
        tune: "head" leaves the backbone as it was given, "all" trains everything.
        split: of the data to use, where its form knows splits; None: all of it.
        held_out_share: of the images of each data set, not learned from but measured on.
        held_out_images: of each data set at most.
        boxes_per_image: objects of an image in a step at most; others count as background.
        scales: range of the longest side of an image as a multiple of `image_size`.
        objective: weights of the losses.
    """

    train: TrainConfig
    size: str = "tiny"
    image_size: int | None = None
    tune: Literal["head", "all"] = "head"
    split: str | None = None
    held_out_share: float = 0.1
    held_out_images: int = 32
    boxes_per_image: int = 100
    scales: tuple[float, float] = (0.6, 1.5)
    objective: DetectorObjective = PUBLISHED


def train_detector(
    config: DetectorTraining, sources: Sources, folder: Path, report: Report
) -> None:
    """Run or resume the training of a detector.

    Args:
        config: every number of the run.
        sources: labelled images, the device, and what to start from: a detector, a SAM whose image
            encoder is the backbone's, or "random"; None: `tiny`, for the size of that name.
        folder: the run folder; gets `model`, the best on held-out images, and `last`.
        report: gets lines of text.

    Raises:
        InputError, FormatError: data that are missing, damaged, or have no usable masks.
        CheckpointError: weights that are missing, damaged or of another architecture, or a run
            folder of another model.
        ConfigurationError: settings that do not fit each other or the machine, or transformers is
            not installed.
    """
    model = _start(config, sources)
    learned, held_out = open_and_hold_out(
        sources.data, config.split, config.held_out_share, config.held_out_images, report
    )
    broken = BrokenSamples()
    mixture = Mixture(
        sources=learned,
        weights=[len(part) for part in learned],
        transform=Augmentation(
            model.config.image_size, config.scales, max_masks=config.boxes_per_image
        ),
        candidates=2 * config.boxes_per_image,
        seed=config.train.seed,
        broken=broken,
    )
    learning = sum(p.numel() for p in model.parameters() if p.requires_grad)
    report(
        f"{sum(map(len, learned))} images to learn from, {sum(map(len, held_out))} held out; "
        f"{learning / 1e6:.2f} M weights learn"
    )
    run = Run(
        config.train,
        model,
        batches(mixture, config.train.images_per_step),
        config.objective,
        evaluate=DetectorJudge(held_out, broken).scores,
        describe=describe(
            config, init=chosen_init(config.size, sources.init), data=[str(p) for p in sources.data]
        ),
    )
    train(run, folder, report)
    if is_leader():
        _export(config, sources, folder)
        broken.write(folder / "broken.jsonl")
    if broken.count:
        report(broken.summary())


def _start(config: DetectorTraining, sources: Sources) -> Detector:
    """Make the model to train, its backbone frozen where only the head shall learn."""
    device = local_device(choose_device(sources.device))
    described = find_variant(config.size)
    if config.image_size is not None:
        described = replace(described, image_size=config.image_size)
    torch.manual_seed(config.train.seed)
    model = start_detector(described, chosen_init(config.size, sources.init))
    model.dfine.backbone.requires_grad_(config.tune == "all")
    return model.to(device)


def _export(config: DetectorTraining, sources: Sources, folder: Path) -> None:
    """Write the best and the last averaged weights as ordinary detectors."""
    best = folder / BEST_NAME
    files = {"last": folder / FILE_NAME, "model": best if best.exists() else folder / FILE_NAME}
    for name, path in files.items():
        model = _start(config, sources)
        load_average(path, model)
        save_detector(model, folder / name)


_TRAIN = TrainConfig(
    steps=1000,
    images_per_step=4,
    optim=OptimConfig(
        learning_rate=5e-4, weight_decay=1e-4, warmup_steps=100, final_rate=0.02, clip_norm=0.1
    ),
    average_decay=0.997,
    precision="fp32",
    checkpoint_steps=200,
    evaluate_steps=250,
)

DETECTOR = Recipe(
    "detector",
    "boxes of objects of one class, for the semi-automatic stage of the data engine",
    DetectorTraining(_TRAIN),
    train_detector,
    variants={
        "head": DetectorTraining(_TRAIN, tune="head"),
        "all": DetectorTraining(_TRAIN, tune="all"),
    },
)

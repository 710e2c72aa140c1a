"""Train SAM as published: from a masked autoencoder's weights to a promptable model.

Command:  torchrun --nproc-per-node 8 -m anymask train sam-vit-b --init runs/mae-vit-b \
              --data SA-1B/ --out runs/sam-vit-b
Data:     SA-1B, or anything that `anymask data inspect` understands.
Cost:     ViT-H took 68 hours on 256 A100 (FAQ of the paper). `accumulate` trades GPUs for time.

Numbers: "Segment Anything", Appendix A (Training recipe). What the paper leaves open, and how it is
settled here, stands in docs/guides/training.md.
"""

import math
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from anymask.data.broken import BrokenSamples
from anymask.data.sampler import Mixture
from anymask.data.transforms import Augmentation
from anymask.errors import ConfigurationError
from anymask.models.load import choose_device, save_sam
from anymask.models.mae.load import load_sam_encoder
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import SamConfig, sam_vit_b, sam_vit_h, sam_vit_l
from anymask.models.sam.model import Sam
from anymask.recipes.batches import batches
from anymask.recipes.held_out import open_and_hold_out
from anymask.recipes.judge import Judge
from anymask.recipes.recipe import Recipe, Report, Sources, describe
from anymask.recipes.tuning import set_up_encoder
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.distributed import is_leader, local_device
from anymask.training.loop import train
from anymask.training.objectives.sam import PUBLISHED, SamObjective
from anymask.training.run import Run

RANDOM = "random"
"""What to pass as --init to start from nothing."""

PUBLISHED_IN_LESS_MEMORY = replace(PUBLISHED, checkpoint_rounds=True)


@dataclass(frozen=True)
class PublishedConfig:
    """Every number of a published run.

    Attributes:
        model: what to build.
        train: optimiser, schedule and bookkeeping.
        drop_path: rate of the last block.
        checkpoint_blocks: compute the blocks twice to save memory.
        masks_per_image: objects of an image in a step at most.
        held_out_share, held_out_images: images of each data set to measure on.
        objective: prompts and losses.
    """

    model: SamConfig
    train: TrainConfig
    drop_path: float
    checkpoint_blocks: bool = True
    masks_per_image: int = 64
    held_out_share: float = 0.01
    held_out_images: int = 64
    objective: SamObjective = PUBLISHED_IN_LESS_MEMORY


def train_published(
    config: PublishedConfig, sources: Sources, folder: Path, report: Report
) -> None:
    """Run or resume a published run; the weights end in the folder's `model`.

    Args:
        config: every number of the run.
        sources: labelled images; the masked autoencoder to start from, or "random"; the device.
        folder: the run folder.
        report: gets lines of text.

    Raises:
        InputError, FormatError: data that are missing, damaged, or have no usable masks.
        CheckpointError: weights to start from that are missing, damaged or of another size.
        ConfigurationError: nothing to start from, or settings that do not fit each other.
    """
    model = _start(config, sources)
    learned, held_out = open_and_hold_out(
        sources.data, None, config.held_out_share, config.held_out_images, report
    )
    broken = BrokenSamples()
    mixture = Mixture(
        sources=learned,
        weights=[len(part) for part in learned],
        transform=unchanged(config.model.image_size, config.masks_per_image),
        candidates=2 * config.masks_per_image,
        seed=config.train.seed,
        broken=broken,
    )
    judge = Judge(held_out)
    run = Run(
        config.train,
        model,
        batches(mixture, config.train.images_per_step),
        config.objective,
        evaluate=judge.scores,
        picture=judge.picture,
        describe=describe(config, init=sources.init, data=[str(path) for path in sources.data]),
    )
    trained = train(run, folder, report)
    if is_leader():
        save_sam(trained, folder / "model")
        broken.write(folder / "broken.jsonl")
    if broken.count:
        report(broken.summary())


def unchanged(side: int, max_masks: int) -> Augmentation:
    """Fit images into the square and change nothing else: the published recipe augments nothing."""
    return Augmentation(
        side,
        scales=(1.0, 1.0),
        max_stretch=1.0,
        flip_probability=0.0,
        max_masks=max_masks,
        min_area_px=1,
        colour=None,
    )


def _start(config: PublishedConfig, sources: Sources) -> Sam:
    """Build the model, its image encoder with the weights of a masked autoencoder."""
    if sources.init is None:
        raise ConfigurationError(
            "the published recipe starts from a masked autoencoder; pass --init FOLDER (made by "
            f"anymask train mae-vit-*) or an official mae_*.pth, or --init {RANDOM}"
        )
    device = local_device(choose_device(sources.device))
    torch.manual_seed(config.train.seed)
    model = build_sam(config.model)
    if sources.init != RANDOM:
        encoder = load_sam_encoder(sources.init, config.model)
        unknown = model.load_state_dict(encoder, strict=False).unexpected_keys
        assert not unknown, f"not weights of a SAM: {unknown}"
    set_up_encoder(model, drop_path=config.drop_path, checkpoint_blocks=config.checkpoint_blocks)
    return model.to(device)


def _published(
    name: str, model: SamConfig, drop_path: float, train: TrainConfig
) -> Recipe[PublishedConfig]:
    summary = f"SAM as published, ViT-{name[-1].upper()}, for a cluster; --init from mae-vit-*"
    return Recipe(name, summary, PublishedConfig(model, train, drop_path), train_published)


_OPTIM = OptimConfig(
    learning_rate=8e-4,
    weight_decay=0.1,
    layer_decay=0.8,
    schedule="steps",
    warmup_steps=250,
    milestones=(60_000, 86_666),
    clip_norm=math.inf,
)
_TRAIN = TrainConfig(
    steps=90_000,
    images_per_step=256,
    optim=_OPTIM,
    average_decay=0.0,
    workers=8,
    checkpoint_steps=1000,
    evaluate_steps=5000,
    picture_steps=5000,
)
_TWICE_AS_LONG = replace(_TRAIN, steps=180_000, images_per_step=128)
_TWICE_AS_LATE = replace(_OPTIM, milestones=(120_000, 173_332))

SAM_VIT_H = _published("sam-vit-h", sam_vit_h(), 0.4, _TRAIN)
SAM_VIT_L = _published(
    "sam-vit-l",
    sam_vit_l(),
    0.4,
    replace(_TWICE_AS_LONG, optim=replace(_TWICE_AS_LATE, learning_rate=4e-4)),
)
SAM_VIT_B = _published(
    "sam-vit-b",
    sam_vit_b(),
    0.6,
    replace(_TWICE_AS_LONG, optim=replace(_TWICE_AS_LATE, layer_decay=0.6)),
)

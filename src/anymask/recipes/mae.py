"""Pre-train an image encoder on pictures without labels: masked autoencoders, small and published.

Command:  anymask train mae-tiny --data PICTURES --out runs/mae
Data:     folders or tars of pictures; labels beside them are left alone.
Cost:     mae-tiny takes about half a second per step of 32 pictures on one core, see
          docs/guides/pretraining.md; the published ViT-L took 42 hours on 64 V100.
Then:     anymask train sam-vit-b --init runs/mae-vit-b --data ... (an encoder of the same size).

The numbers of `mae-vit-*` are the published ones (MAE, appendix A.1, table 8): 800 epochs of
ImageNet at 4096 pictures per step. `mae-tiny` keeps what does not depend on size.
"""

import math
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from anymask.data.broken import BrokenSamples
from anymask.data.crops import CropStream, RandomCrop
from anymask.data.images import UnlabelledImages
from anymask.errors import CheckpointError
from anymask.models.load import choose_device
from anymask.models.mae.build import build_mae
from anymask.models.mae.config import MaeConfig, mae_tiny, mae_vit_b, mae_vit_h, mae_vit_l
from anymask.models.mae.load import load_mae, save_mae
from anymask.models.mae.model import MaskedAutoencoder
from anymask.models.mae.picture import reconstruction_picture
from anymask.recipes.recipe import Recipe, Report, Sources, describe
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.distributed import is_leader, local_device
from anymask.training.loop import Run, train
from anymask.training.objectives.mae import MaeObjective

PICTURES_SHOWN = 4
"""Rows of the reconstruction picture."""


@dataclass(frozen=True)
class MaeRunConfig:
    """Every number of a pre-training run.

    Attributes:
        model: the encoder to pre-train and its decoder.
        train: optimiser, schedule and bookkeeping.
        objective: what is hidden and how it is charged.
        crop_scale: range of a random crop's area as a share of its picture.
    """

    model: MaeConfig
    train: TrainConfig
    objective: MaeObjective = field(default_factory=MaeObjective)
    crop_scale: tuple[float, float] = (0.2, 1.0)


def train_mae(config: MaeRunConfig, sources: Sources, folder: Path, report: Report) -> None:
    """Run or resume a pre-training; the averaged weights end in the folder's `model`.

    Args:
        config: every number of the run.
        sources: pictures, the weights to start from if any, and the device.
        folder: the run folder.
        report: gets lines of text.

    Raises:
        InputError: there are no pictures.
        CheckpointError: the weights to start from have another architecture.
    """
    images = UnlabelledImages(sources.data)
    report(f"{len(images)} pictures; {config.train.steps} steps of {config.train.images_per_step}")
    broken = BrokenSamples()
    model = train(_run(config, sources, images, broken), folder, report)
    if is_leader():
        save_mae(model, folder / "model")
        broken.write(folder / "broken.jsonl")
    if broken.count:
        report(broken.summary())


def _run(
    config: MaeRunConfig, sources: Sources, images: UnlabelledImages, broken: BrokenSamples
) -> Run[MaskedAutoencoder, Tensor]:
    settings = config.train
    crop = RandomCrop(config.model.image_size, config.crop_scale)
    stream = CropStream(images, crop, settings.seed, broken)

    def batch(step: int, shard: int, shards: int) -> Tensor:
        return stream.batch(step, settings.images_per_step, shard, shards)

    def picture(model: MaskedAutoencoder) -> Tensor:
        shown = CropStream(images, crop, settings.seed + 1).batch(0, PICTURES_SHOWN)
        generator = torch.Generator().manual_seed(settings.seed)
        noise = torch.rand(len(shown), config.model.grid_side**2, generator=generator)
        device = model.class_token.device
        ratio = config.objective.mask_ratio
        return reconstruction_picture(model, shown.to(device), noise.to(device), ratio)

    return Run(
        settings,
        _start(config, sources).to(local_device(choose_device(sources.device))),
        batch,
        config.objective,
        picture=picture,
        describe=describe(config, pictures=len(images), init=sources.init),
    )


def _start(config: MaeRunConfig, sources: Sources) -> MaskedAutoencoder:
    """Build the model, fresh or from the weights that the user gave."""
    torch.manual_seed(config.train.seed)
    model = build_mae(config.model)
    if sources.init is not None:
        given = load_mae(sources.init, device="cpu")
        if given.config != config.model:
            raise CheckpointError(
                f"{sources.init} holds {given.config}, this run trains {config.model}; "
                "choose the recipe of that size, or set its model.* alike"
            )
        model.load_state_dict(given.state_dict())
    return model


def _published(name: str, model: MaeConfig) -> Recipe[MaeRunConfig]:
    """Describe a run of the published size: 800 epochs of 1.28 M pictures, 40 of them warm-up."""
    optim = OptimConfig(
        learning_rate=1.5e-4 * 4096 / 256,
        betas=(0.9, 0.95),
        weight_decay=0.05,
        warmup_steps=12_512,
        final_rate=0.0,
        clip_norm=math.inf,
    )
    settings = TrainConfig(
        steps=250_250,
        images_per_step=4096,
        optim=optim,
        average_decay=0.0,
        workers=16,
        checkpoint_steps=1000,
        picture_steps=10_000,
    )
    summary = f"published masked autoencoder, ViT {model.width}x{model.depth}, for a cluster"
    return Recipe(name, summary, MaeRunConfig(model, settings), train_mae)


MAE_TINY = Recipe(
    "mae-tiny",
    "small masked autoencoder, for a laptop",
    MaeRunConfig(
        mae_tiny(),
        TrainConfig(
            steps=20_000,
            images_per_step=32,
            optim=OptimConfig(
                learning_rate=1e-3,
                betas=(0.9, 0.95),
                weight_decay=0.05,
                warmup_steps=500,
                final_rate=0.0,
            ),
            picture_steps=1000,
        ),
    ),
    train_mae,
)
MAE_VIT_B = _published("mae-vit-b", mae_vit_b())
MAE_VIT_L = _published("mae-vit-l", mae_vit_l())
MAE_VIT_H = _published("mae-vit-h", mae_vit_h())

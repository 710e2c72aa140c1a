"""Fine-tune any SAM on your own labelled images.

Command:  anymask train sam --init vit_b --data my_coco/ --lora 8 --out runs/mine
Data:     what `anymask data inspect` understands: COCO, SA-1B pairs or tars, PNG masks, VOC, ...
Result:   runs/mine/model (the best on held-out images) and runs/mine/last; both load everywhere.
Cost:     see docs/guides/training.md; the defaults are meant for one GPU of 16 GB with ViT-B.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import torch

from anymask.data.broken import BrokenSamples
from anymask.data.dataset import MaskDataset
from anymask.data.sampler import Mixture
from anymask.data.transforms import Augmentation
from anymask.errors import ConfigurationError
from anymask.models.load import choose_device, load_sam, save_sam
from anymask.models.sam.model import Sam
from anymask.nn.lora import merge_adapters
from anymask.recipes.batches import batches
from anymask.recipes.held_out import open_and_hold_out
from anymask.recipes.judge import Judge
from anymask.recipes.recipe import Recipe, Report, Sources, describe
from anymask.recipes.tuning import Tune, choose_what_learns, set_up_encoder
from anymask.training.checkpoint import BEST_NAME, FILE_NAME, load_average
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.distributed import is_leader, local_device
from anymask.training.loop import train
from anymask.training.objectives.sam import SamObjective
from anymask.training.run import Run

DEFAULT_INIT = "tiny"

FOUR_ROUNDS = SamObjective(
    rounds=4, mask_only_rounds=1, full_step_share=1.0, checkpoint_rounds=True
)
"""A first prompt, two clicks and a round without: enough to keep what a ready model can do."""


@dataclass(frozen=True)
class FineTuning:
    """Every number of a fine-tuning run.

    Attributes:
        train: optimiser, schedule and bookkeeping.
        tune: which parts learn, see `choose_what_learns`.
        lora_rank: of the adapters, with tune="lora".
        image_size: side in pixels of the squares that the model sees; None: its own.
        split: of the data to use, where its form knows splits; None: all of it.
        data_weights: how often an image of each data set is drawn, relative to those of the others,
            in the order of the data; none: all alike.
        held_out_share: of the images of each data set, not learned from but measured on.
        held_out_images: of each data set at most.
        masks_per_image: objects of an image in a step at most.
        scales: range of the longest side of an image as a multiple of `image_size`.
        checkpoint_blocks: compute the blocks of a ViT twice to save memory.
        objective: prompts and losses.
    """

    train: TrainConfig
    tune: Tune = "lora"
    lora_rank: int = 8
    image_size: int | None = None
    split: str | None = None
    data_weights: tuple[float, ...] = ()
    held_out_share: float = 0.1
    held_out_images: int = 32
    masks_per_image: int = 16
    scales: tuple[float, float] = (0.75, 1.5)
    checkpoint_blocks: bool = True
    objective: SamObjective = FOUR_ROUNDS


def fine_tune(config: FineTuning, sources: Sources, folder: Path, report: Report) -> None:
    """Run or resume a fine-tuning.

    Args:
        config: every number of the run.
        sources: labelled images, the model to start from (None: `tiny`) and the device.
        folder: the run folder; gets `model`, the best on held-out images, and `last`.
        report: gets lines of text.

    Raises:
        InputError, FormatError: data that are missing, damaged, or have no usable masks.
        CheckpointError: weights that are missing, damaged or of another architecture, or a run
            folder of another model.
        ConfigurationError: settings that do not fit each other or the machine.
    """
    model = _prepare(config, sources)
    learned, held_out = open_and_hold_out(
        sources.data, config.split, config.held_out_share, config.held_out_images, report
    )
    broken = BrokenSamples()
    mixture = Mixture(
        sources=learned,
        weights=_weights(config, learned),
        transform=Augmentation(model.image_size, config.scales, max_masks=config.masks_per_image),
        candidates=2 * config.masks_per_image,
        seed=config.train.seed,
        broken=broken,
    )
    judge = Judge(held_out)
    report(_summary(model, learned, held_out))
    run = Run(
        config.train,
        model,
        batches(mixture, config.train.images_per_step),
        config.objective,
        evaluate=judge.scores,
        picture=judge.picture,
        describe=describe(
            config,
            init=sources.init or DEFAULT_INIT,
            data=[str(path) for path in sources.data],
        ),
    )
    if is_leader() and config.train.evaluate_steps and not (folder / FILE_NAME).exists():
        report(f"before training: {_shown(judge.scores(model.eval()))}")
    train(run, folder, report)
    if is_leader():
        _export(config, sources, folder)
        broken.write(folder / "broken.jsonl")
    if broken.count:
        report(broken.summary())


def _prepare(config: FineTuning, sources: Sources) -> Sam:
    """Load the model to start from, with fresh adapters where wanted."""
    device = local_device(choose_device(sources.device))
    model = load_sam(sources.init or DEFAULT_INIT, device=device, image_size=config.image_size)
    torch.manual_seed(config.train.seed)
    choose_what_learns(model, config.tune, config.lora_rank)
    set_up_encoder(model, drop_path=0.0, checkpoint_blocks=config.checkpoint_blocks)
    return model


def _weights(config: FineTuning, learned: list[MaskDataset]) -> list[float]:
    """Weigh data sets by their images, and these as the configuration says."""
    each = config.data_weights or (1.0,) * len(learned)
    if len(each) != len(learned):
        raise ConfigurationError(
            f"data_weights has {len(each)} entries for {len(learned)} data sets; pass one for each"
        )
    return [weight * len(part) for weight, part in zip(each, learned, strict=True)]


def _summary(model: Sam, learned: list[MaskDataset], held_out: list[MaskDataset]) -> str:
    weights = sum(parameter.numel() for parameter in model.parameters())
    learning = sum(p.numel() for p in model.parameters() if p.requires_grad)
    return (
        f"{sum(map(len, learned))} images to learn from, {sum(map(len, held_out))} held out; "
        f"{learning / 1e6:.2f} M of {weights / 1e6:.2f} M weights learn"
    )


def _shown(scores: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.3f}" for name, value in scores.items())


def _export(config: FineTuning, sources: Sources, folder: Path) -> None:
    """Write the best and the last averaged weights as ordinary models, adapters merged."""
    best = folder / BEST_NAME
    files = {"last": folder / FILE_NAME, "model": best if best.exists() else folder / FILE_NAME}
    for name, path in files.items():
        model = _prepare(config, sources)
        load_average(path, model)
        merge_adapters(model.image_encoder)
        save_sam(model, folder / name)


_GENTLE = TrainConfig(
    steps=1000,
    images_per_step=2,
    optim=OptimConfig(learning_rate=2e-4, weight_decay=0.01, warmup_steps=50),
    average_decay=0.99,
    checkpoint_steps=100,
    evaluate_steps=100,
    picture_steps=500,
)
_GENTLER = replace(_GENTLE, optim=replace(_GENTLE.optim, learning_rate=2e-5))

SAM = Recipe(
    "sam",
    "fine-tune any model on your own labelled images",
    FineTuning(_GENTLE),
    fine_tune,
    variants={
        "decoder": FineTuning(_GENTLE, tune="decoder"),
        "lora": FineTuning(_GENTLE, tune="lora"),
        "all": FineTuning(_GENTLER, tune="all"),
    },
)

"""Train `tiny`, the model that comes with anymask, from scratch on a laptop's CPU.

Command:  anymask train sam-tiny --data PACK --out runs/tiny
Data:     a tar or folder of SA-1B style pairs whose names start with the set's name (the sets below
          have open licences), mixed with synthetic scenes rendered on the fly.
Cost and result: see MODEL_CARD.md, which reports the run that made the shipped weights.

First ellipses that ignore the picture, at 128 px, teach where a prompt points; then real objects
and scenes at 256 and 384 px; then, beside them, regions of the photographs that nobody drew
(`data/stable_regions.py`), which cover what annotators of objects leave out. The stages are those
that the shipped weights went through, one after the other. All use cross-entropy and dice: with
the published 20:1 focal mix a fresh model stays at empty masks for hundreds of steps.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from anymask.data.collate import Batch
from anymask.data.packed import PackedDataset
from anymask.data.placed import PlacedEllipses
from anymask.data.sampler import Mixture
from anymask.data.scenes.source import SceneSource
from anymask.data.stable_regions import stable_regions
from anymask.data.transforms import Augmentation
from anymask.errors import CheckpointError, InputError
from anymask.models.load import choose_device, load_sam, save_sam
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import sam_tiny
from anymask.models.sam.model import Sam
from anymask.recipes.batches import batches
from anymask.recipes.pseudo_labels import label_photographs
from anymask.recipes.recipe import Recipe, Report, Sources, describe
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.distributed import is_leader, local_device
from anymask.training.loop import train
from anymask.training.objectives.sam import SamObjective
from anymask.training.run import Run

OPEN_SETS = {"coco": 3.0, "clothing": 1.5, "nuclei": 1.0, "facades": 1.0, "cats": 1.0}
"""Sets whose licences let anyone use the weights, and how often each is drawn."""

REGIONS = "regions"
"""Name of the set of stable regions, and of its folder in the run folder."""

REGIONS_SIDE = 400
"""Longest side in pixels at which photographs are searched."""

Packs = Mapping[str, PackedDataset]
"""Sets by name."""

ONE_ROUND = SamObjective(
    full_step_share=0.0, pixel_loss="cross_entropy", pixel_weight=2.0, quality_weight=2.0
)
SOME_ROUNDS = replace(ONE_ROUND, full_step_share=0.3)
"""Three of ten steps play three rounds."""


@dataclass(frozen=True)
class Stage:
    """One stretch of the recipe: a size, a share of synthetic scenes, and a schedule.

    Attributes:
        name: of its run folder.
        side: of the training squares in pixels.
        scene_weight: how often a synthetic scene is drawn, beside `OPEN_SETS`.
        region_weight: how often a photograph with its stable regions is drawn.
        train: optimiser, schedule and bookkeeping.
        objective: prompts and losses.
        placed: whether objects are ellipses that ignore the picture.
    """

    name: str
    side: int
    scene_weight: float
    region_weight: float
    train: TrainConfig
    objective: SamObjective
    placed: bool = False


STAGES = (
    Stage(
        "placed-128px",
        128,
        3.0,
        0.0,
        TrainConfig(
            steps=400,
            optim=OptimConfig(learning_rate=1e-3, warmup_steps=50, weight_decay=0.05),
            seed=2,
        ),
        ONE_ROUND,
        placed=True,
    ),
    Stage(
        "real-256px",
        256,
        2.0,
        0.0,
        TrainConfig(
            steps=3000,
            optim=OptimConfig(
                learning_rate=1e-3, warmup_steps=100, weight_decay=0.05, final_rate=0.2
            ),
        ),
        SOME_ROUNDS,
    ),
    Stage(
        "real-384px",
        384,
        1.0,
        0.0,
        TrainConfig(
            steps=1100,
            optim=OptimConfig(learning_rate=4e-4, warmup_steps=50, weight_decay=0.05),
            seed=1,
        ),
        SOME_ROUNDS,
    ),
    Stage(
        "regions-256px",
        256,
        1.0,
        2.5,
        TrainConfig(
            steps=1200,
            optim=OptimConfig(
                learning_rate=6e-4, warmup_steps=100, weight_decay=0.05, final_rate=0.05
            ),
            seed=11,
        ),
        SOME_ROUNDS,
    ),
    Stage(
        "long-256px",
        256,
        1.0,
        3.0,
        TrainConfig(
            steps=6000,
            optim=OptimConfig(
                learning_rate=8e-4, warmup_steps=100, weight_decay=0.05, final_rate=0.15
            ),
            seed=21,
        ),
        SOME_ROUNDS,
    ),
    Stage(
        "long-384px",
        384,
        2.5,
        2.0,
        TrainConfig(
            steps=3500,
            optim=OptimConfig(
                learning_rate=6e-4, warmup_steps=100, weight_decay=0.05, final_rate=0.02
            ),
            seed=31,
        ),
        replace(SOME_ROUNDS, quality_weight=4.0),
    ),
)


@dataclass(frozen=True)
class SamTinyConfig:
    """Every number of the recipe: its stretches, one after the other."""

    stages: tuple[Stage, ...] = STAGES


def train_sam_tiny(config: SamTinyConfig, sources: Sources, folder: Path, report: Report) -> None:
    """Run the recipe, resuming whatever stage was interrupted.

    Args:
        config: every number of the run.
        sources: packs that hold the sets of `OPEN_SETS`, weights to start from if any, the device.
        folder: gets a run folder per stage, and the last averaged weights as `model`.
        report: gets lines of text.

    Raises:
        InputError, FormatError: a set is missing, or the data are damaged.
        CheckpointError: weights to start from that are missing, damaged or of another model.
    """
    packs = {name: _open_set(sources.data, name) for name in OPEN_SETS}
    if any(stage.region_weight for stage in config.stages):
        packs[REGIONS] = _regions(list(packs.values()), folder / REGIONS)
    device = local_device(choose_device(sources.device))
    trained = None if sources.init is None else _load_same_model(sources.init)
    for stage in config.stages:
        model = _build(stage)
        if trained is not None:
            model.load_state_dict(trained.state_dict())
        report(
            f"stage {stage.name}: {stage.train.steps} steps of {stage.train.images_per_step} images"
        )
        run = _run(stage, model.to(device), packs, sources)
        trained = train(run, folder / stage.name, report)
    assert trained is not None, "there is at least one stage"
    if is_leader():
        save_sam(trained, folder / "model", precision="fp16")


def _open_set(paths: tuple[Path, ...], name: str) -> PackedDataset:
    """Find the pack that holds a set; the error is that of the last one."""
    for path in paths[:-1]:
        with contextlib.suppress(InputError):
            return PackedDataset(path, sets=[name])
    return PackedDataset(paths[-1], sets=[name])


def _regions(photographs: Sequence[PackedDataset], folder: Path) -> PackedDataset:
    """Search the photographs for stable regions; those that have been searched are left alone."""
    for pack in photographs:
        label_photographs(pack, stable_regions, folder, prefix=REGIONS, side=REGIONS_SIDE)
    return PackedDataset(folder, sets=[REGIONS])


def _load_same_model(init: str) -> Sam:
    """Load weights to start from; their input size may differ."""
    given, own = load_sam(init, device="cpu"), sam_tiny()
    if (given.config.encoder, given.config.embed_dim) != (own.encoder, own.embed_dim):
        raise CheckpointError(
            f"{init} is of another architecture than this recipe trains ({given.config.encoder} "
            f"instead of {own.encoder}); pass weights of `tiny`"
        )
    return given


def _build(stage: Stage) -> Sam:
    torch.manual_seed(stage.train.seed)
    return build_sam(replace(sam_tiny(), image_size=stage.side))


def _run(
    stage: Stage, model: Sam, packs: dict[str, PackedDataset], sources: Sources
) -> Run[Sam, Batch]:
    square = Augmentation(stage.side)
    weights = OPEN_SETS | ({REGIONS: stage.region_weight} if stage.region_weight else {})
    mixture = Mixture(
        sources=[*(packs[name] for name in weights), SceneSource(stage.side)],
        weights=[*weights.values(), stage.scene_weight],
        transform=PlacedEllipses(square) if stage.placed else square,
        seed=stage.train.seed,
    )
    return Run(
        stage.train,
        model,
        batches(mixture, stage.train.images_per_step),
        stage.objective,
        describe=describe(stage, init=sources.init, data=[str(path) for path in sources.data]),
    )


SAM_TINY = Recipe(
    "sam-tiny", "the shipped model, from scratch, for a laptop", SamTinyConfig(), train_sam_tiny
)

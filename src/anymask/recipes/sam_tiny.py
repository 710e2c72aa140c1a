"""Train `tiny`, the model that comes with anymask, from scratch on a laptop's CPU.

Command:  anymask train sam-tiny --data PACK --out runs/tiny
Data:     a tar or folder of SA-1B style pairs whose names start with the set's name (the sets below
          have open licences), mixed with synthetic scenes rendered on the fly.
Cost and result: see MODEL_CARD.md, which reports the run that made the shipped weights.

Three stages: ellipses that ignore the picture, at 128 px, teach where a prompt points; then real
objects at 256 px, and at 384 px, the final size. All use cross-entropy and dice: with the published
20:1 focal mix a model that starts from nothing stays at empty masks for hundreds of steps.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from anymask.data.collate import Batch, collate
from anymask.data.packed import PackedDataset
from anymask.data.placed import PlacedEllipses
from anymask.data.sampler import Mixture, Source
from anymask.data.scenes.source import SceneSource
from anymask.data.transforms import Augmentation
from anymask.models.load import save_sam
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import sam_tiny
from anymask.models.sam.model import Sam
from anymask.recipes.recipe import Recipe, Report, Sources
from anymask.training.config import OptimConfig, TrainConfig
from anymask.training.loop import Run, train
from anymask.training.objectives.sam import SamObjective

OPEN_SETS = {"coco": 3.0, "clothing": 1.5, "nuclei": 1.0, "facades": 1.0, "cats": 1.0}
"""Sets whose licences let anyone use the weights, and how often each is drawn."""

IMAGES_PER_STEP = 4


@dataclass(frozen=True)
class Stage:
    """One stretch of the recipe: a size, a share of synthetic scenes, and a schedule.

    Attributes:
        name: of its run folder.
        side: of the training squares in pixels.
        scene_weight: how often a synthetic scene is drawn, beside `OPEN_SETS`.
        config: the schedule.
        placed: whether objects are ellipses that ignore the picture.
    """

    name: str
    side: int
    scene_weight: float
    config: TrainConfig
    placed: bool = False


STAGES = (
    Stage(
        "placed-128px",
        128,
        3.0,
        TrainConfig(
            steps=400,
            optim=OptimConfig(learning_rate=1e-3, warmup_steps=50, weight_decay=0.05),
            seed=2,
        ),
        placed=True,
    ),
    Stage(
        "real-256px",
        256,
        2.0,
        TrainConfig(
            steps=3000,
            optim=OptimConfig(
                learning_rate=1e-3, warmup_steps=100, weight_decay=0.05, final_rate=0.2
            ),
        ),
    ),
    Stage(
        "real-384px",
        384,
        1.0,
        TrainConfig(
            steps=1100,
            optim=OptimConfig(learning_rate=4e-4, warmup_steps=50, weight_decay=0.05),
            seed=1,
        ),
    ),
)


def train_sam_tiny(data: Path, folder: Path, report: Callable[[str], None]) -> Sam:
    """Run the recipe in `folder`, resuming whatever stage was interrupted.

    Args:
        data: the pack with the sets of `OPEN_SETS`.
        folder: gets a run folder per stage.
        report: gets lines of text.

    Returns:
        The averaged weights of the last stage.
    """
    packs = [PackedDataset(data, sets=[name]) for name in OPEN_SETS]
    trained: Sam | None = None
    for stage in STAGES:
        run = _run(stage, packs)
        if trained is not None:
            run.model.load_state_dict(trained.state_dict())
        report(f"stage {stage.name}: {stage.config.steps} steps of {IMAGES_PER_STEP} images")
        trained = train(run, folder / stage.name, report)
    assert trained is not None, "STAGES is not empty"
    return trained


def _run(stage: Stage, packs: list[PackedDataset]) -> Run[Sam, Batch]:
    torch.manual_seed(stage.config.seed)
    model = build_sam(replace(sam_tiny(), image_size=stage.side))
    sources: list[Source] = [*packs, SceneSource(stage.side)]
    square = Augmentation(stage.side)
    mixture = Mixture(
        sources=sources,
        weights=[*OPEN_SETS.values(), stage.scene_weight],
        transform=PlacedEllipses(square) if stage.placed else square,
        seed=stage.config.seed,
    )

    def batch(step: int, shard: int, shards: int) -> Batch:
        positions = range(step * IMAGES_PER_STEP + shard, (step + 1) * IMAGES_PER_STEP, shards)
        return collate([mixture[position] for position in positions])

    objective = SamObjective(
        pixel_loss="cross_entropy",
        pixel_weight=2.0,
        quality_weight=2.0,
        full_step_share=0.0 if stage.placed else 0.3,
    )
    return Run(stage.config, model, batch, objective)


@dataclass(frozen=True)
class SamTinyConfig:
    """The stretches of the recipe, one after the other."""

    stages: tuple[Stage, ...] = STAGES


def _train(config: SamTinyConfig, sources: Sources, folder: Path, report: Report) -> None:
    model = train_sam_tiny(sources.data[0], folder, report)
    save_sam(model, folder / "model", precision="fp16")


SAM_TINY = Recipe("sam-tiny", "the shipped model, from scratch", SamTinyConfig(), _train)

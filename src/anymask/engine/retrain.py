"""Train the next model on the masks of a project, and put it to use only if it is better.

Source: "Segment Anything", section 4. The segmenter goes on from the one in use; the detector of
the semi-automatic stage has one class, "object", and learns the boxes of the masks on finished
images. Both are judged on images that no training has seen.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from anymask.data.broken import BrokenSamples
from anymask.data.dataset import MaskDataset
from anymask.data.open import open_dataset
from anymask.engine.database.tables import Model, Project
from anymask.engine.job_context import Finish, JobContext
from anymask.engine.jobs import PROPOSE, ask
from anymask.engine.models import (
    DETECTOR,
    SEGMENTER,
    add_model,
    current_model,
    find_files,
    keep_weights,
    promote,
)
from anymask.engine.rounds import TRAINED_UNTIL, end_round, rounds_of
from anymask.engine.settings import Training
from anymask.engine.stages import find_stage
from anymask.engine.training_pack import Packs, write_packs
from anymask.errors import ConfigurationError, did_you_mean
from anymask.models.detector.load import load_detector
from anymask.models.load import load_sam
from anymask.recipes.detector_judge import DetectorJudge
from anymask.recipes.judge import Judge
from anymask.recipes.recipe import Sources
from anymask.recipes.registry import find_recipe
from anymask.training.overrides import apply_overrides

Scores = dict[str, float]
Measure = Callable[[Path, MaskDataset, str | None], Scores]
"""Judges the weights at a path on held-out images, on a device; "score" decides."""


@dataclass(frozen=True)
class Trained:
    """A new model beside the one in use.

    Attributes:
        kind: segmenter or detector.
        location: of the new weights in the object store.
        parent: the model in use; None: there is none yet.
        before, after: scores of the model in use and of the new one on the same images.
        better: whether the new one is to be used.
    """

    kind: str
    location: str
    parent: Model | None
    before: Scores | None
    after: Scores
    better: bool


def train_segmenter(context: JobContext) -> Finish:
    """Train the segmenter on all masks, those of people counting more; ends the round.

    Raises:
        InputError: there is nothing to train or to judge on.
        ConfigurationError: a setting of the training is wrong.
    """
    rules = context.engine.settings.train
    weights = (f"data_weights={rules.manual_weight},1",)
    trained = _train(context, SEGMENTER, rules, weights, _segmenter_scores, finished_only=False)

    def finish(session: Session, project: Project) -> dict[str, Any]:
        number = rounds_of(session, project)[-1].number
        result = _enter(session, project, trained, f"round {number}")
        end_round(session, project, result | {TRAINED_UNTIL: context.job.created_ms})
        return result

    return finish


def train_detector(context: JobContext) -> Finish:
    """Train the detector on the boxes of all masks of finished images.

    Raises:
        InputError: there is nothing to train or to judge on.
        ConfigurationError: a setting of the training is wrong, or transformers is not installed.
    """
    rules = context.engine.settings.detector
    trained = _train(context, DETECTOR, rules, (), _detector_scores, finished_only=True)

    def finish(session: Session, project: Project) -> dict[str, Any]:
        number = rounds_of(session, project)[-1].number
        return _enter(session, project, trained, f"detector of round {number}")

    return finish


def _train(
    context: JobContext,
    kind: str,
    rules: Training,
    weights: tuple[str, ...],
    measure: Measure,
    *,
    finished_only: bool,
) -> Trained:
    """Write packs, run the recipe on them, and judge what came out beside what is in use."""
    engine, heart, folder = context.engine, context.heart, context.folder
    packs = write_packs(
        engine, context.project, folder / "packs", heart.progress, finished_only=finished_only
    )
    heart.progress(0, 0)  # of the training itself only the recipe knows
    with engine.database.reading() as session:
        parent = current_model(session, context.project, kind)
    present = None if parent is None else find_files(engine.store, engine.cache, parent)
    run = folder / "run"
    _run_recipe(context, rules, weights, packs, present, run)
    held_out = open_dataset(packs.held_out)
    heart.say(f"judging on {len(held_out)} held-out images")
    before = None if present is None else measure(present, held_out, context.device)
    after = measure(run / "model", held_out, context.device)
    location = keep_weights(engine.store, run / "model")
    shutil.rmtree(folder / "packs")
    better = before is None or after["score"] > before["score"] + rules.tolerance
    heart.say(f"score {after['score']:.3f}; {'promoted' if better else 'not better, kept aside'}")
    return Trained(kind, location, parent, before, after, better)


def _run_recipe(
    context: JobContext,
    rules: Training,
    weights: tuple[str, ...],
    packs: Packs,
    present: Path | None,
    folder: Path,
) -> None:
    """Run the recipe of the rules, or go on with it; manual masks weigh more than automatic."""
    recipe = find_recipe(rules.recipe)
    config = recipe.config
    if rules.tune is not None:
        if rules.tune not in recipe.variants:
            known = did_you_mean(rules.tune, recipe.variants)
            raise ConfigurationError(f"'{recipe.name}' cannot tune '{rules.tune}'; {known}")
        config = recipe.variants[rules.tune]
    data: tuple[Path, ...] = (packs.manual,)
    changes: tuple[str, ...] = ()
    if packs.automatic is not None and weights:
        data, changes = (*data, packs.automatic), weights
    config = apply_overrides(config, (*changes, *rules.overrides))
    sources = Sources(data, None if present is None else str(present), context.device)
    recipe.train(config, sources, folder, context.heart.say)


def _segmenter_scores(path: Path, held_out: MaskDataset, device: str | None) -> Scores:
    return Judge([held_out]).scores(load_sam(path, device=device))


def _detector_scores(path: Path, held_out: MaskDataset, device: str | None) -> Scores:
    return DetectorJudge([held_out], BrokenSamples()).scores(load_detector(path, device=device))


def _enter(session: Session, project: Project, trained: Trained, name: str) -> dict[str, Any]:
    """Enter a new model with what is known of both, and use it if it is better."""
    parent = None if trained.parent is None else session.get_one(Model, trained.parent.id)
    if parent is not None and trained.before is not None:
        parent.scores = dict(trained.before)
    scores = dict(trained.after)
    model = add_model(session, project, trained.kind, name, trained.location, parent, scores)
    if trained.better:
        promote(session, project, model, by=None)
        if find_stage(project.stage).proposals:
            ask(session, project, PROPOSE)
    return {
        "model": model.id,
        "promoted": trained.better,
        "before": trained.before,
        "after": trained.after,
    }

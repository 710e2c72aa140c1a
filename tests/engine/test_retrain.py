"""Claims about retraining: the gate, the round that ends, and what is learned from."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from anymask.engine import retrain
from anymask.engine.database.masks import AUTOMATIC, PERSON
from anymask.engine.database.tables import Image, Job, Model, Project, Round, Task
from anymask.engine.jobs import TRAIN, TRAIN_DETECTOR, ask
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.models import current_model
from anymask.engine.project import Engine
from anymask.engine.worker import run_next
from anymask.recipes.recipe import Recipe, Sources


@dataclass(frozen=True)
class Nothing:
    """The configuration of a training that trains nothing."""

    data_weights: tuple[float, ...] = ()


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch, random_model: Path) -> list[tuple[Nothing, Sources]]:
    """What recipes were called with; they give the random model, and it scores 0.5."""
    calls: list[tuple[Nothing, Sources]] = []

    def train(config: Nothing, sources: Sources, folder: Path, report) -> None:
        calls.append((config, sources))
        report("one step")
        shutil.copytree(random_model, folder / "model")

    recipe = Recipe("nothing", "", Nothing(), train)
    monkeypatch.setattr(retrain, "find_recipe", lambda name: recipe)
    scores_are(monkeypatch, 0.4, 0.5)
    return calls


def scores_are(monkeypatch: pytest.MonkeyPatch, before: float, after: float) -> None:
    """Let the model in use and the new one have these scores."""

    def measure(path: Path, held_out, device) -> dict[str, float]:
        score = after if path.name == "model" else before
        return {"score": score, "regular": score}

    for name in ("_segmenter_scores", "_detector_scores"):
        monkeypatch.setattr(retrain, name, measure)


@pytest.fixture
def masked(engine: Engine, project: Project, square) -> Project:
    """The project with a mask on each image; all are finished, and one is held out."""

    def work(session) -> None:
        for image in session.scalars(select(Image)):
            image.held_out = image.name == "b.png"
            origin = AUTOMATIC if image.name == "c.png" else PERSON
            given = MaskInput(uuid4(), uuid4(), 0, square())
            save_mask(session, image, given, Author("assisted-manual", origin))
        for task in session.scalars(select(Task)):
            task.state = "done"

    engine.database.write(work)
    return project


def run(engine: Engine, project: Project, kind: str = TRAIN) -> Job:
    """Do a training."""
    engine.database.write(lambda session: ask(session, project, kind))
    job = run_next(engine, str)
    assert job is not None
    return job


def in_use(engine: Engine, project: Project, kind: str = "segmenter") -> Model | None:
    """The model in use."""
    with engine.database.reading() as session:
        return current_model(session, session.get_one(Project, project.id), kind)


def test_a_better_model_is_used_from_then_on(engine, masked, trained) -> None:
    first = in_use(engine, masked)
    job = run(engine, masked)
    assert (job.state, job.message) == ("done", "")
    model = in_use(engine, masked)
    assert (model.name, model.parent_id, model.scores["score"]) == ("round 1", first.id, 0.5)
    assert job.result["promoted"]


@pytest.mark.parametrize("after", [0.3, 0.4])
def test_a_model_that_is_not_better_is_kept_aside(
    engine, masked, trained, monkeypatch, after: float
) -> None:
    scores_are(monkeypatch, 0.4, after)
    first = in_use(engine, masked)
    assert run(engine, masked).result["promoted"] is False
    assert in_use(engine, masked).id == first.id
    with engine.database.reading() as session:
        assert session.scalars(select(Model.name).order_by(Model.id)).all() == ["tiny", "round 1"]


def test_a_training_ends_the_round(engine, masked, trained) -> None:
    job = run(engine, masked)
    with engine.database.reading() as session:
        first, second = session.scalars(select(Round).order_by(Round.number)).all()
    assert (first.outcome["before"]["score"], first.outcome["after"]["score"]) == (0.4, 0.5)
    assert first.outcome["trained_until_ms"] == job.created_ms
    assert (first.ended_ms, second.model_id) == (second.started_ms, job.result["model"])


def test_masks_of_people_count_ten_times_as_much(engine, masked, trained) -> None:
    run(engine, masked)
    ((config, sources),) = trained
    assert config.data_weights == (10.0, 1.0)
    assert [path.name for path in sources.data] == ["manual", "automatic"]
    assert sources.init is not None


def test_the_first_detector_has_nothing_to_beat(engine, masked, trained, monkeypatch) -> None:
    scores_are(monkeypatch, 0.4, 0.01)
    job = run(engine, masked, TRAIN_DETECTOR)
    ((config, sources),) = trained
    assert (sources.init, config.data_weights, len(sources.data)) == (None, (), 1)
    assert job.result["before"] is None
    assert in_use(engine, masked, "detector").id == job.result["model"]
    with engine.database.reading() as session:
        assert not session.scalars(select(Round)).all()


def test_packs_do_not_stay(engine, masked, trained) -> None:
    job = run(engine, masked)
    folder = engine.folder / "runs" / f"{job.id:05d}-train"
    assert [path.name for path in folder.iterdir()] == ["run"]


def test_a_training_without_masks_fails_in_words(engine, project, trained) -> None:
    job = run(engine, project)
    assert job.state == "failed"
    assert "has no images with masks to learn from" in job.message
    assert not trained


def test_what_cannot_be_tuned_is_named(engine, masked, trained) -> None:
    rules = engine.settings.train.model_copy(update={"tune": "head"})
    changed = replace(engine, settings=engine.settings.model_copy(update={"train": rules}))
    job = run(changed, masked)
    assert "'nothing' cannot tune 'head'" in job.message

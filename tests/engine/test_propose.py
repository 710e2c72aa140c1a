"""Claims about the semi-automatic stage."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image as Picture
from sqlalchemy import select

from anymask.engine import propose as stage_two
from anymask.engine.advance import advance
from anymask.engine.database.masks import Mask
from anymask.engine.database.tables import Image, Job, Project, Task
from anymask.engine.images import Arrived, add_images
from anymask.engine.jobs import PROPOSE, ask
from anymask.engine.models import DETECTOR, add_model, promote
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.propose import propose
from anymask.engine.settings import DetectorRules, EngineSettings
from anymask.engine.worker import run_next
from anymask.geometry import rle
from anymask.inference.object_detector import FoundBoxes
from anymask.inference.segmenter import load

PICTURES = [np.random.default_rng(n).integers(0, 255, (30, 40, 3), np.uint8) for n in range(3)]
ANYTHING = DetectorRules(predicted_iou=-1e9, stability=0.0, overlap=1.0)


class TwoBoxes:
    """A detector that always finds the same two boxes."""

    def boxes(self, image, *, threshold: float, limit: int) -> FoundBoxes:
        """Return those that are sure enough."""
        boxes = torch.tensor([[2.0, 3.0, 30.0, 20.0], [10.0, 10.0, 38.0, 28.0]])
        scores = torch.tensor([0.9, 0.5])
        sure = (scores >= threshold).nonzero()[:limit, 0]
        return FoundBoxes(boxes[sure], scores[sure])


def png_bytes(pixels: np.ndarray) -> bytes:
    """The file of a picture."""
    stream = BytesIO()
    Picture.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def semi(
    database_url: str, tmp_path: Path, random_model: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Engine, Project]]:
    """A project in the semi-automatic stage; the model is random, and any mask good enough."""
    monkeypatch.setattr(stage_two, "load_object_detector", lambda *_, **__: TwoBoxes())
    monkeypatch.setattr(stage_two, "find_files", lambda *_: None)
    settings = EngineSettings(database=database_url, model=str(random_model), detector=ANYTHING)
    engine = init_engine(tmp_path / "semi", settings)
    project = add_project(engine, "semi")
    arrivals = [Arrived(f"{n}.png", png_bytes(pixels)) for n, pixels in enumerate(PICTURES)]
    add_images(engine.database, engine.store, project, arrivals, held_out_share=0.0)

    def change(session) -> Project:
        row = session.get_one(Project, project.id)
        promote(session, row, add_model(session, row, DETECTOR, "b", "m", None, {}), by=None)
        advance(session, row, "semi-automatic")
        return row

    yield engine, engine.database.write(change)
    engine.close()


def run(engine: Engine, project: Project) -> Job:
    """Fill in what waits."""
    engine.database.write(lambda session: ask(session, project, PROPOSE))
    job = run_next(engine, str)
    assert job is not None
    return job


def masks(engine: Engine) -> list[Mask]:
    """All masks."""
    with engine.database.reading() as session:
        return list(session.scalars(select(Mask).order_by(Mask.image_id, Mask.id)))


def test_waiting_images_are_filled_in_and_come_first(semi) -> None:
    engine, project = semi
    job = run(engine, project)
    assert (job.state, job.result["masks"]) == ("done", len(masks(engine)))
    assert {(mask.origin, mask.stage, mask.locked) for mask in masks(engine)} == {
        ("detector", "semi-automatic", True)
    }
    assert masks(engine)[0].prompts[0]["kind"] == "box"
    with engine.database.reading() as session:
        assert set(session.scalars(select(Task.priority))) == {0}


def test_held_out_images_stay_empty(semi) -> None:
    engine, project = semi
    engine.database.write(lambda s: setattr(s.get_one(Image, 1), "held_out", True))
    run(engine, project)
    assert 1 not in {mask.image_id for mask in masks(engine)}


def test_an_image_that_somebody_has_begun_is_left_alone(semi, monkeypatch) -> None:
    engine, project = semi
    real = stage_two.propose

    def begun(*arguments):
        engine.database.write(lambda s: setattr(s.get_one(Task, 2), "state", "leased"))
        return real(*arguments)

    monkeypatch.setattr(stage_two, "propose", begun)
    run(engine, project)
    assert 2 not in {mask.image_id for mask in masks(engine)}


def test_filling_in_again_replaces_what_was_filled_in(semi) -> None:
    engine, project = semi
    run(engine, project)
    before = [(mask.image_id, mask.rle) for mask in masks(engine)]
    run(engine, project)
    after = [(mask.image_id, mask.rle) for mask in masks(engine) if mask.state == "kept"]
    assert sorted(after) == sorted(before)
    assert len(masks(engine)) == 2 * len(before)


def test_an_interrupted_job_goes_on(semi, monkeypatch) -> None:
    engine, project = semi
    real, calls = stage_two.propose, []

    def killed(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(stage_two, "propose", killed)
    with pytest.raises(KeyboardInterrupt):
        run(engine, project)
    job = run(engine, project)
    assert (len(calls), job.result["cursor"], job.result["masks"]) == (4, 3, len(masks(engine)))


def test_only_what_is_sure_is_proposed(random_model: Path) -> None:
    scene = load(random_model).embed(PICTURES[0])
    everything = propose(TwoBoxes(), scene, b"", ANYTHING)
    ious = [one.record.predicted_iou for one in everything]
    assert len(everything) == 2
    assert ious == sorted(ious, reverse=True)
    surer = ANYTHING.model_copy(update={"predicted_iou": ious[0]})
    assert [one.record.predicted_iou for one in propose(TwoBoxes(), scene, b"", surer)] == ious[:1]
    assert not propose(TwoBoxes(), scene, b"", ANYTHING.model_copy(update={"box_score": 0.95}))


def test_proposals_do_not_overlap_by_more_than_the_rules_say(random_model: Path) -> None:
    scene = load(random_model).embed(PICTURES[0])
    first, second = (one.record.rle for one in propose(TwoBoxes(), scene, b"", ANYTHING))
    iou = float(rle.iou([first], [second]))
    stricter = ANYTHING.model_copy(update={"overlap": iou - 1e-6})
    assert len(propose(TwoBoxes(), scene, b"", stricter)) == 1


def test_another_stage_is_refused(engine: Engine, project: Project) -> None:
    assert "advance --stage semi-automatic" in run(engine, project).message

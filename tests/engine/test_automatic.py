"""Claims about the fully automatic stage."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture
from sqlalchemy import select

from anymask.engine import automatic
from anymask.engine.advance import advance
from anymask.engine.automatic import everything_options, find_masks, mark_number
from anymask.engine.database.masks import KEPT, Mask
from anymask.engine.database.tables import Job, Model, Project, Task
from anymask.engine.images import Arrived, add_images
from anymask.engine.jobs import AUTOMATIC, ask
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import AutomaticRules, EngineSettings
from anymask.engine.worker import run_next
from anymask.inference.segmenter import load

PICTURES = [np.random.default_rng(n).integers(0, 255, (30, 40, 3), np.uint8) for n in range(3)]
LOOSE = AutomaticRules(points_per_side=3, crop_layers=0, smallest_region=0, largest_share=1.0)


def png_bytes(pixels: np.ndarray) -> bytes:
    """The file of a picture."""
    stream = BytesIO()
    Picture.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def alone(
    database_url: str, tmp_path: Path, random_model: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Engine, Project]]:
    """A project of a random model, whose masks are all good enough, in the automatic stage."""
    options = everything_options(LOOSE) | {"pred_iou_thresh": -1e9, "stability_score_thresh": -1.0}
    monkeypatch.setattr(automatic, "everything_options", lambda rules: options)
    settings = EngineSettings(database=database_url, model=str(random_model), automatic=LOOSE)
    engine = init_engine(tmp_path / "alone", settings)
    project = add_project(engine, "alone")
    arrivals = [Arrived(f"{n}.png", png_bytes(pixels)) for n, pixels in enumerate(PICTURES)]
    add_images(engine.database, engine.store, project, arrivals, held_out_share=0.0)

    def change(session) -> Project:
        row = session.get_one(Project, project.id)
        advance(session, row, "fully-automatic")
        return row

    yield engine, engine.database.write(change)
    engine.close()


def run(engine: Engine, project: Project) -> Job:
    """Label what is not labelled."""
    engine.database.write(lambda session: ask(session, project, AUTOMATIC))
    job = run_next(engine, str)
    assert job is not None
    return job


def contents(engine: Engine) -> list[tuple]:
    """Everything that is kept, without when."""
    with engine.database.reading() as session:
        masks = session.scalars(select(Mask).where(Mask.state == KEPT).order_by(Mask.id)).all()
        return [(mask.id, mask.image_id, mask.rle, mask.predicted_iou) for mask in masks]


def test_every_image_is_labelled_once(alone) -> None:
    engine, project = alone
    job = run(engine, project)
    assert (job.state, job.result["images"]) == ("done", 3)
    assert {image_id for _, image_id, _, _ in contents(engine)} == {1, 2, 3}
    before = contents(engine)
    assert run(engine, project).state == "done"
    assert contents(engine) == before


def test_a_killed_job_gives_the_same_masks(alone, monkeypatch) -> None:
    engine, project = alone
    real, calls = automatic.find_masks, []

    def killed(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(automatic, "find_masks", killed)
    with pytest.raises(KeyboardInterrupt):
        run(engine, project)
    assert {image_id for _, image_id, _, _ in contents(engine)} == {1}
    job = run(engine, project)
    assert (job.result["images"], len(calls)) == (3, 4)
    found = contents(engine)
    again = real(load(engine.settings.model), PICTURES[1], LOOSE)
    assert len([one for one in found if one[1] == 2]) == len(again)


def test_nobody_is_handed_the_marks(alone) -> None:
    engine, project = alone
    run(engine, project)
    with engine.database.reading() as session:
        marks = session.scalars(select(Task).where(Task.kind == "automatic")).all()
        number = mark_number(session.get_one(Model, 1))
    assert [(mark.state, mark.number, mark.account_id) for mark in marks] == [
        ("done", number, None)
    ] * 3


def test_another_stage_is_refused(engine: Engine, project: Project) -> None:
    job = run(engine, project)
    assert job.state == "failed"
    assert "advance --stage fully-automatic" in job.message


def test_masks_of_nearly_the_whole_image_are_left_out(alone, random_model: Path) -> None:
    pixels, segmenter = PICTURES[0], load(random_model)
    assert max(one.record.area for one in find_masks(segmenter, pixels, LOOSE)) == 1199
    rules = LOOSE.model_copy(update={"largest_share": 0.95})
    assert max(one.record.area for one in find_masks(segmenter, pixels, rules)) < 0.95 * 1200


def test_the_published_preset_is_that_of_sa_1b() -> None:
    options = everything_options(AutomaticRules(preset="sa-1b"))
    assert options == {
        "points_per_side": 32,
        "crop_n_layers": 2,
        "crop_n_points_downscale_factor": 2,
        "box_nms_thresh": 0.7,
        "crop_nms_thresh": 0.7,
        "min_mask_region_area": 100,
        "pred_iou_thresh": 0.88,
        "stability_score_thresh": 0.95,
    }


def test_the_model_recommends_thresholds_where_no_preset_has_them() -> None:
    assert not {"pred_iou_thresh", "stability_score_thresh"} & everything_options(LOOSE).keys()

"""Claims about the models of a project."""

from pathlib import Path

import pytest
from sqlalchemy import select

from anymask.engine.database.tables import Model, Project
from anymask.engine.models import (
    DETECTOR,
    Weights,
    add_model,
    current_model,
    find_files,
    keep_weights,
    open_segmenter,
    promote,
)
from anymask.engine.project import Engine
from anymask.errors import MissingError
from anymask.models.load import find_weights


@pytest.fixture
def trained(engine: Engine, project, tmp_path: Path) -> Model:
    """A second model, entered and not promoted."""
    location = keep_weights(engine.store, find_weights("tiny"))

    def work(session):
        row = session.get_one(Project, project.id)
        parent = current_model(session, row)
        return add_model(session, row, "segmenter", "round 1", location, parent, {"score": 0.5})

    return engine.database.write(work)


def in_use(engine: Engine, project, kind: str = "segmenter") -> Model | None:
    """The model in use."""
    with engine.database.reading() as session:
        return current_model(session, session.get_one(Project, project.id), kind)


def test_a_project_begins_with_the_model_of_the_settings(engine: Engine, project) -> None:
    model = in_use(engine, project)
    assert model is not None
    assert (model.name, model.location, model.parent_id) == ("tiny", "tiny", None)
    assert in_use(engine, project, DETECTOR) is None


def test_a_new_model_is_used_once_it_is_promoted(engine: Engine, project, trained) -> None:
    assert in_use(engine, project) != trained

    def work(session):
        row = session.get_one(Project, project.id)
        promote(session, row, session.get_one(Model, trained.id), by=1)
        return row.model_id

    assert engine.database.write(work) == trained.id
    model = in_use(engine, project)
    assert model is not None
    assert (model.id, model.parent_id) == (trained.id, 1)


def test_weights_come_back_from_the_store(engine: Engine, trained) -> None:
    path = find_files(engine.store, engine.cache, trained)
    assert Weights.at(path).sha256 == trained.sha256 == Weights.at(find_weights("tiny")).sha256
    segmenter = open_segmenter(engine.store, engine.cache, trained, "cpu")
    assert segmenter.sam.image_size == 384


def test_weights_that_are_gone_are_named(engine: Engine, trained) -> None:
    for key in list(engine.store.keys("models")):
        engine.store.delete(key)
    with pytest.raises(MissingError, match="the weights of model 'round 1' are gone"):
        find_files(engine.store, engine.cache, trained)


def test_the_log_tells_where_models_come_from(engine: Engine, trained) -> None:
    with engine.database.reading() as session:
        assert session.scalars(select(Model.name).order_by(Model.id)).all() == ["tiny", "round 1"]

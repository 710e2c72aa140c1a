"""Claims about embeddings that are computed once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from anymask.engine import embeddings
from anymask.engine.database.tables import Image, Model
from anymask.engine.embeddings import Embeddings, embedding_key
from anymask.engine.project import Engine
from anymask.errors import FormatError
from anymask.inference.segmenter import Segmenter


@pytest.fixture
def rows(engine: Engine, project) -> tuple[list[Image], Model]:
    """The images of a project and its model."""
    with engine.database.reading() as session:
        images = list(session.scalars(select(Image).order_by(Image.id)))
        model = session.scalars(select(Model)).one()
        return images, model


@pytest.fixture
def encodings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Counts how often an image is encoded."""
    calls: list[object] = []
    encode = Segmenter.encode

    def counted(self, image):
        calls.append(image)
        return encode(self, image)

    monkeypatch.setattr(Segmenter, "encode", counted)
    return calls


def test_many_who_ask_at_once_make_one_encoding(engine: Engine, rows, encodings) -> None:
    (image, *_), model = rows
    kept = Embeddings(engine, "cpu")
    with ThreadPoolExecutor(4) as pool:
        packed = list(pool.map(lambda _: kept.packed(image, model), range(4)))
    assert len(set(packed)) == 1
    assert len(encodings) == 1
    assert Embeddings(engine, "cpu").packed(image, model) == packed[0]
    assert len(encodings) == 1


def test_a_scene_answers_prompts_and_stays_in_memory(engine: Engine, rows, encodings) -> None:
    (image, *_), model = rows
    kept = Embeddings(engine, "cpu")
    scene = kept.scene(image, model)
    assert kept.scene(image, model) is scene
    assert scene.segment(points=[(20, 15)]).size == (30, 40)


def test_few_scenes_stay_in_memory(engine: Engine, rows, monkeypatch) -> None:
    images, model = rows
    monkeypatch.setattr(embeddings, "SCENES_IN_MEMORY", 2)
    kept = Embeddings(engine, "cpu")
    first = kept.scene(images[0], model)
    for image in images[1:]:
        kept.scene(image, model)
    assert kept.scene(images[0], model) is not first


def test_a_damaged_embedding_is_computed_again(engine: Engine, rows, encodings) -> None:
    (image, *_), model = rows
    kept, key = Embeddings(engine, "cpu"), embedding_key(image, model)
    engine.store.put(key, b"damaged")
    with pytest.raises(FormatError, match="encode the image again"):
        kept.scene(image, model)
    assert kept.scene(image, model).segment(points=[(20, 15)]).size == (30, 40)

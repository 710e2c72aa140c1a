"""Label Studio exports are opened with the images that their tasks mean."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anymask.data.broken import BrokenSampleError
from anymask.data.exchange.label_studio_dataset import (
    NOT_LABELLED,
    is_label_studio,
    open_label_studio,
)
from anymask.errors import ConfigurationError

VALUE = {"points": [[0, 0], [100, 0], [100, 100]], "polygonlabels": ["cat"]}


def task(image: str, **more: Any) -> dict[str, Any]:
    result = [{"type": "polygonlabels", "value": VALUE}]
    return {"data": {"image": image}, "annotations": [{"result": result}], **more}


@pytest.fixture
def export(tmp_path: Path, picture: Callable[[tuple[int, int]], bytes]) -> Path:
    """Three tasks, of which one waits, and two images."""
    (tmp_path / "images" / "b").mkdir(parents=True)
    (tmp_path / "images" / "cat.png").write_bytes(picture((4, 5)))
    (tmp_path / "images" / "b" / "dog.png").write_bytes(picture((6, 7)))
    tasks = [
        task("/data/upload/1/0a1b2c3d-cat.png"),
        task("s3://bucket/b/dog.png"),
        task("cow.png", annotations=[]),
    ]
    (tmp_path / "project-1.json").write_text(json.dumps(tasks))
    return tmp_path


def test_images_are_found_by_the_tail_of_their_address(export: Path) -> None:
    for path in (export, export / "project-1.json"):
        assert is_label_studio(path)
        dataset = open_label_studio(path)
        assert [dataset.name(index) for index in range(len(dataset))] == ["cat.png", "b/dog.png"]
        assert [mask.category for mask in dataset.record(1).masks] == ["cat"]


def test_tasks_that_wait_are_counted(export: Path) -> None:
    (items,) = open_label_studio(export).left_out
    assert (items.reason, items.examples) == (NOT_LABELLED, ("project-1.json, task 2",))


def test_an_image_that_is_not_there_is_named(export: Path) -> None:
    (export / "images/cat.png").unlink()
    with pytest.raises(BrokenSampleError, match=r"its image '/data/upload/1/0a1b2c3d-cat\.png'"):
        open_label_studio(export).record(0)


def test_an_image_that_two_addresses_might_mean_belongs_to_neither(export: Path) -> None:
    tasks = [task("s3://a/1/cat.png"), task("s3://a/2/cat.png")]
    (export / "project-1.json").write_text(json.dumps(tasks))
    with pytest.raises(BrokenSampleError, match="no file of the set is its image"):
        open_label_studio(export).record(0)


def test_an_image_may_have_two_tasks(export: Path) -> None:
    (export / "project-1.json").write_text(json.dumps([task("cat.png"), task("cat.png")]))
    assert len(open_label_studio(export).record(1).masks) == 1


def test_other_jsons_are_no_exports(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"annotations": []}')
    assert not is_label_studio(tmp_path)
    assert not is_label_studio(tmp_path / "a.json")
    for number in range(30):
        (tmp_path / f"{number}.json").write_text("[]")
    assert not is_label_studio(tmp_path)


def test_it_knows_no_splits(export: Path) -> None:
    with pytest.raises(ConfigurationError, match="split is 'val', but"):
        open_label_studio(export, "val")

"""Claims about one simulated annotator."""

from uuid import uuid4

import pytest

from anymask.geometry import rle
from anymask.serving.client import ProjectClient
from anymask.serving.simulated.annotator import Annotator
from anymask.serving.simulated.behaviour import Behaviour
from anymask.serving.wire import MaskIn


class Nothing:
    """An oracle that sees nothing."""

    def objects(self, image_name: str, least_pixels: int = 1) -> list:
        """Return no object."""
        return []


@pytest.fixture
def make(annotator):
    """An annotator with a truth of their own."""

    def made(oracle, **behaviour) -> Annotator:
        client = ProjectClient(annotator, "zoo", attempts=1)
        kind = Behaviour(least_pixels=1, **behaviour)
        return Annotator(client, oracle, kind, seed=0)

    return made


def test_what_is_labelled_already_is_left_alone(make, annotator, square) -> None:
    runs = rle.from_coco({"size": [30, 40], "counts": square()})
    client = ProjectClient(annotator, "zoo")
    task = client.next_task()
    assert task is not None
    mask = MaskIn(lease=task.lease, request_id=uuid4(), seen_version=0, counts=square())
    client.save_mask(task, uuid4(), mask)

    class Same:
        def objects(self, image_name: str, least_pixels: int = 1) -> list:
            return [runs]

    worker = make(Same())
    assert worker.work()
    assert worker.diary.masks == []
    assert worker.diary.images == 1


def test_an_image_without_objects_is_finished(make) -> None:
    worker = make(Nothing())
    assert [worker.work() for _ in range(3)] == [True, True, False]
    assert worker.diary.images == 2


def test_who_is_never_content_takes_the_brush(make, square) -> None:
    class One:
        def objects(self, image_name: str, least_pixels: int = 1) -> list:
            return [rle.from_coco({"size": [30, 40], "counts": square()})]

    worker = make(One(), content_iou=1.01, most_clicks=2)
    worker.work()
    assert worker.diary.brushed == len(worker.diary.masks) == 1


def test_who_has_spent_enough_time_goes_on_to_the_next_image(make, square) -> None:
    runs = [rle.from_coco({"size": [30, 40], "counts": square(x)}) for x in (3, 20)]

    class Two:
        def objects(self, image_name: str, least_pixels: int = 1) -> list:
            return runs

    patient, hasty = make(Two()), make(Two(), image_seconds=1.0)
    assert patient.work()
    assert hasty.work()
    assert (len(patient.diary.masks), len(hasty.diary.masks)) == (2, 1)

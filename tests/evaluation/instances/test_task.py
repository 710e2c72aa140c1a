"""Claims about the task "instances", run as the command line runs it."""

import numpy as np
import pytest
import torch

from anymask.data.open import open_dataset
from anymask.errors import InputError
from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.baselines.segments import Segments
from anymask.evaluation.instances.boxes import DetectedBoxes, TrueBoxes
from anymask.evaluation.instances.detections import Detection
from anymask.evaluation.instances.row import InstanceRow
from anymask.evaluation.instances.task import InstancesTask
from anymask.evaluation.instances.truth import read_truth
from anymask.evaluation.rows import RowLog
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.walk import walk
from anymask.geometry import rle
from anymask.inference.result import Masks

pytest.importorskip("faster_coco_eval")


class Knowing:
    """A method that answers boxes by the true masks, image by image, and remembers feedback."""

    name, stamp = "knowing", ""

    def __init__(self, answers: list[list[rle.Rle]]) -> None:
        self.answers = answers
        self.place = -1
        self.fed_back: list[Masks] = []

    def __call__(self, image: np.ndarray) -> "Knowing":
        self.place += 1
        return self

    def box(self, boxes: torch.Tensor) -> Masks:
        runs = tuple(self.answers[self.place][: len(boxes)])
        del self.answers[self.place][: len(boxes)]
        return Masks(runs[0].size, torch.full((len(runs),), 0.25), runs=runs)

    def refine_box(self, boxes: torch.Tensor, previous: Masks) -> Masks:
        self.fed_back.append(previous)
        return Masks(previous.size, previous.scores + 0.25, runs=previous.runs)


@pytest.fixture
def measured(content_of, write):
    """A function that measures a method on a made-up file with boxes of some source."""

    def measure(method=None, source=None, style: str = "coco", feedback: int = 1):
        file = write(content_of(0, style))
        dataset, truth = open_dataset(file), read_truth(file)
        masks = [list(dataset.compact(index).masks) for index in range(len(dataset))]
        method = method or Knowing([each for each in masks if each])
        task = InstancesTask({str(file): truth}, source or TrueBoxes(), style, feedback)
        log = RowLog[InstanceRow]()
        rows = walk(str(file), dataset, method, task, Sampling(), log).rows
        return method, rows, task.summarise(rows).sets[0]

    return measure


@pytest.mark.parametrize("style", ["coco", "lvis"])
def test_true_masks_are_nearly_perfect_whatever_the_style(measured, style: str) -> None:
    _, rows, result = measured(style=style)
    assert result.scores["ap_50"] == pytest.approx(1.0)
    assert result.images == 6
    assert result.objects == sum(len(row.masks) for row in rows)


def test_each_answer_is_fed_back_as_often_as_asked(measured) -> None:
    for passes in (0, 1, 2):
        method, rows, _ = measured(feedback=passes)
        assert len(method.fed_back) == 5 * passes
        # Nothing but the predicted quality ranks the masks of true boxes.
        assert {mask.score for row in rows for mask in row.masks} == {0.25 * (1 + passes)}


def test_masks_of_detected_boxes_keep_the_confidence_of_the_detector(measured) -> None:
    boxes = [Detection(3, 10, (5, 5, 50, 50), 0.75), Detection(3, 20, (5, 5, 60, 60), 0.5)]
    _, rows, _ = measured(FilledBox(), DetectedBoxes("boxes.json", boxes))
    assert [(mask.category_id, mask.score) for mask in rows[0].masks] == [(10, 0.75), (20, 0.5)]
    assert [len(row.masks) for row in rows[1:]] == [0] * 5


def test_boxes_that_cannot_be_asked_stand_in_the_report(measured) -> None:
    boxes = [Detection(99, 10, (5, 5, 50, 50), 0.75), Detection(3, 10, (5, 5, 5, 5), 0.75)]
    _, _, result = measured(FilledBox(), DetectedBoxes("boxes.json", boxes))
    assert result.left_out == {
        "boxes without a pixel of their image": 1,
        "boxes in images that the set does not have (99)": 1,
    }


def test_many_boxes_are_answered_a_bounded_number_at_a_time(measured) -> None:
    boxes = [Detection(3, 10, (n % 50, 5, n % 50 + 9, 30), n / 200) for n in range(150)]
    _, rows, _ = measured(FilledBox(), DetectedBoxes("boxes.json", boxes))
    assert [mask.score for mask in rows[0].masks] == [n / 200 for n in range(150)]


def test_an_image_without_boxes_is_not_looked_at(measured) -> None:
    boxes = [Detection(3, 10, (5, 5, 50, 50), 0.75)]
    knowing = Knowing([[rle.Rle((120, 130), [120 * 130])]])
    measured(knowing, DetectedBoxes("boxes.json", boxes))
    assert knowing.place == 0


def test_a_method_that_takes_no_boxes_is_named(measured) -> None:
    with pytest.raises(InputError, match="segments takes no boxes; measure a model, or"):
        measured(Segments())


def test_lvis_has_columns_by_frequency() -> None:
    columns = {
        style: [each.heading for each in InstancesTask({}, TrueBoxes(), style).measures().values()]
        for style in ("coco", "lvis")
    }
    assert columns["coco"][:6] == columns["lvis"][:6] == ["AP", "AP50", "AP75", "APs", "APm", "APl"]
    assert columns["coco"][6:] == ["AR@1", "AR@10", "AR@100", "ARs", "ARm", "ARl"]
    assert columns["lvis"][6:] == ["APr", "APc", "APf", "AR@300", "ARs", "ARm", "ARl"]


def test_settings_tell_where_the_boxes_come_from() -> None:
    assert InstancesTask({}, DetectedBoxes("boxes.json", ()), "coco", 2).settings() == {
        "boxes": "boxes.json",
        "style": "coco",
        "feedback": 2,
    }

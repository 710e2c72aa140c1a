"""Claims about the task "proposals", run as the command line runs it."""

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from anymask.data.annotation import Annotation
from anymask.errors import InputError
from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.proposals.options import ProposalOptions
from anymask.evaluation.proposals.row import ProposalRow
from anymask.evaluation.proposals.task import ProposalsTask
from anymask.evaluation.report import SetResult
from anymask.evaluation.rows import RowLog
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.walk import walk
from anymask.geometry import rle
from anymask.inference.result import Masks

OPTIONS = ProposalOptions(max_proposals=20)


class Proposing:
    """A method that proposes given masks for each image in turn."""

    name, stamp = "given", ""

    def __init__(self, *answers: torch.Tensor) -> None:
        self.answers = list(answers)

    def __call__(self, image: np.ndarray) -> "Proposing":
        return self

    def propose(self, options: ProposalOptions) -> Masks:
        masks = self.answers.pop(0)
        size = (masks.shape[1], masks.shape[2])
        return Masks(size, torch.ones(len(masks)), runs=tuple(rle.encode(masks)))


def measure(task: ProposalsTask, dataset, method) -> tuple[ProposalRow, ...]:
    """The rows of a method."""
    log = RowLog[ProposalRow]()
    return walk("sets/rectangles", dataset, method, task, Sampling(), log).rows


def test_perfect_proposals_recall_everything(dataset) -> None:
    task = ProposalsTask(OPTIONS)
    summary = task.summarise(measure(task, dataset, Proposing(*dataset.masks)))
    scores = {"all": 1.0, "small": 1.0}
    assert summary.sets == (SetResult("rectangles", 2, 3, scores),)
    # The first of two proposals finds one of two objects, and one of one in the other image.
    (curve,) = summary.curves
    assert curve.points == ((0, 0), (1, pytest.approx(2 / 3)), (2, 1), (5, 1), (10, 1), (20, 1))


def test_rows_tell_how_many_proposals_were_made(dataset) -> None:
    rows = measure(ProposalsTask(OPTIONS), dataset, Proposing(*dataset.masks))
    assert [(row.proposals, row.areas) for row in rows] == [(2, (400, 460)), (1, (600,))]


def test_an_image_without_objects_is_not_looked_at(drawn, rectangles) -> None:
    boxes = rectangles((3, 5, 23, 25))
    rows = measure(ProposalsTask(OPTIONS), drawn([boxes[:0], boxes]), Proposing(boxes))
    assert [row.objects for row in rows] == [0, 1]


def test_a_method_that_proposes_nothing_is_named(dataset) -> None:
    with pytest.raises(InputError, match="filled box makes no proposals; measure a model, or"):
        measure(ProposalsTask(OPTIONS), dataset, FilledBox())


def test_objects_are_told_apart_by_the_frequency_of_their_category(dataset, drawn) -> None:
    class Labelled(drawn):
        def annotations(self, index: int) -> Sequence[Annotation]:
            entries = super().annotations(index)
            return [{**entry, "category_id": number} for number, entry in enumerate(entries)]

    task = ProposalsTask(OPTIONS, frequencies={"sets/rectangles": {0: "f", 1: "r"}})
    found = Proposing(dataset.masks[0][1:], dataset.masks[1])
    summary = task.summarise(measure(task, Labelled(dataset.masks), found))
    assert summary.sets[0].scores["rare"] == 1.0
    assert summary.sets[0].scores["frequent"] == 0.5


def test_columns_by_frequency_need_frequencies() -> None:
    assert list(ProposalsTask(OPTIONS).measures()) == ["all", "small", "medium", "large"]
    columns = ProposalsTask(OPTIONS, frequencies={"lvis": {1: "r"}}).measures()
    assert columns["all"].heading == "AR@20"
    assert list(columns)[-3:] == ["frequent", "common", "rare"]


def test_settings_are_told_in_full() -> None:
    assert ProposalsTask(OPTIONS, "overlap").settings() == {
        "points_per_side": 64,
        "nms_thresh": 0.9,
        "max_proposals": 20,
        "ranking": "mean",
        "matching": "overlap",
    }

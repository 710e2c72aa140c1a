"""Claims about the task "points", against numpy on pixels and a count by hand."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from anymask.errors import ConfigurationError, InputError
from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.methods import ModelMethod
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.picture import Picture
from anymask.evaluation.points.policy import find_policy
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import Sampling
from anymask.geometry import rle
from anymask.inference.segmenter import load


@pytest.fixture
def first_picture(dataset) -> Picture:
    """The first image of the rectangles, which has two."""
    return Picture(RowKey("given", "1", "r", "0.png"), dataset, 0, Sampling())


def test_an_object_that_is_right_at_once_takes_one_click(
    answering, pair: Tensor, first_picture: Picture
) -> None:
    empty = torch.zeros_like(pair)
    first = torch.stack([pair[0], *[empty[0]] * 5])  # three answers each; the second is missed
    row = PointsTask(columns=(1, 3)).score(
        answering(first, empty[1:], pair[1:], pair), first_picture
    )
    assert row.scores == {
        "regular": (1, 0),
        "oracle": (1, 0),
        "clicks_2": (1, 0),
        "clicks_3": (1, 1),
        "box": (1, 1),
        "noc_85": (1, 3),
        "noc_90": (1, 3),
    }
    assert (row.numbers, row.areas, row.objects) == ((0, 1), (400, 460), 2)


def test_answers_are_kept_as_coco_strings(answering, pair: Tensor, first_picture: Picture) -> None:
    wrong = ~pair
    method = answering(wrong.repeat_interleave(3, dim=0), pair)
    row = PointsTask(columns=(1,)).score(method, first_picture)
    found = [rle.from_coco({"size": (40, 50), "counts": counts}) for counts in row.answers]
    assert found == list(rle.encode(wrong))


def test_mean_iou_is_that_of_a_plain_loop(random_model: Path, first_picture: Picture) -> None:
    segmenter, ious = load(random_model), []
    for mask in first_picture.dataset.masks[0].numpy():
        ys, xs = np.nonzero(mask)
        scene = segmenter.embed(first_picture.pixels)
        box = [xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]
        answer = scene.segment(boxes=[[float(edge) for edge in box]]).binary()[0].numpy()
        ious.append((answer & mask).sum() / (answer | mask).sum())
    task = PointsTask(columns=(1,))
    row = task.score(ModelMethod("random", segmenter), first_picture)
    (result,) = task.summarise([row]).sets
    assert result.scores["box"] == pytest.approx(np.mean(ious))


@pytest.mark.parametrize("policy", ["sam-random", "training"])
def test_random_clicks_are_the_same_for_every_method_and_differ_with_the_seed(
    answering, pair: Tensor, dataset, policy: str
) -> None:
    task, clicks = PointsTask(columns=(2,), policy=find_policy(policy)), []
    for seed in (0, 0, 7):
        method = answering(~pair.repeat_interleave(3, dim=0), pair, pair)
        task.score(method, Picture(RowKey("", "", "", ""), dataset, 0, Sampling(seed=seed)))
        clicks.append(method.points[1])
    assert torch.equal(clicks[0], clicks[1])
    assert not torch.equal(clicks[0], clicks[2])


def test_an_image_is_looked_at_once_however_often_it_is_clicked(
    random_model: Path, first_picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    segmenter, encoded = load(random_model), []
    embed = segmenter.embed
    monkeypatch.setattr(segmenter, "embed", lambda image: encoded.append(1) or embed(image))
    PointsTask().score(ModelMethod("random", segmenter), first_picture)
    assert encoded == [1]


def test_methods_answer_what_they_can(first_picture: Picture) -> None:
    task = PointsTask()
    row = task.score(FilledBox(), first_picture)
    assert row.scores == {"box": (1, 1)}
    assert task.summarise([row]).curves == ()


def test_a_method_that_takes_no_prompt_is_refused(first_picture: Picture) -> None:
    class Blind(FilledBox):
        def __call__(self, image: np.ndarray):
            return image

    with pytest.raises(InputError, match="filled box takes neither clicks nor boxes"):
        PointsTask().score(Blind(), first_picture)


def test_every_measure_of_a_summary_has_a_heading(random_model: Path, dataset) -> None:
    task, method = PointsTask(columns=(1, 3), max_clicks=4), ModelMethod("m", load(random_model))
    rows = [
        task.score(method, Picture(RowKey("m", "", "r", str(index)), dataset, index, Sampling()))
        for index in range(2)
    ]
    (result,) = task.summarise(rows).sets
    assert list(result.scores) == list(task.measures())
    assert list(result.intervals) == list(task.measures())


def test_rows_survive_json(random_model: Path, first_picture: Picture) -> None:
    row = PointsTask(columns=(1, 2)).score(ModelMethod("m", load(random_model)), first_picture)
    assert ObjectRow.from_dict(json.loads(json.dumps(asdict(row)))) == row


def test_settings_tell_every_choice() -> None:
    changed = PointsTask((1, 2), 20, find_policy("sam-random")).settings()
    assert {name for name, value in PointsTask().settings().items() if changed[name] == value} == {
        "distance",
        "padding",
    }


@pytest.mark.parametrize(
    ("columns", "max_clicks", "message"),
    [
        ((), None, r"clicks are \[\]; pass numbers from 1 up"),
        ((0, 1), None, r"clicks are \[0, 1\]; pass numbers from 1 up"),
        ((3, 1), None, r"clicks are \[3, 1\]; pass rising numbers"),
        ((1, 9), 5, "max_clicks is 5, but IoU after 9 clicks is asked for; pass 9 or more"),
    ],
)
def test_columns_that_cannot_be_measured_are_refused(columns, max_clicks, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        PointsTask(columns, max_clicks)

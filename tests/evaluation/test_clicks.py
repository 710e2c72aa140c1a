"""Claims about scoring clicks and boxes."""

import numpy as np
import pytest
import torch
from scipy.ndimage import distance_transform_edt
from torch import Tensor

from anymask.data.dataset import MaskDataset
from anymask.errors import InputError
from anymask.evaluation.clicks import Answers, ClickScores, evaluate_clicks, mean_of_sets


class Remembered:
    """A method that answers with given masks, image by image, and remembers its prompts."""

    def __init__(self, answers: list[Answers]) -> None:
        self.answers = iter(answers)
        self.points: list[Tensor] = []
        self.boxes: list[Tensor] = []

    def __call__(self, image: Tensor, points: Tensor, boxes: Tensor) -> Answers:
        self.points.append(points)
        self.boxes.append(boxes)
        return next(self.answers)


def _perfect(masks: Tensor) -> Answers:
    three = masks[:, None].expand(-1, 3, -1, -1)
    return Answers(three, torch.zeros(len(masks), 3), masks)


def _random(masks: Tensor, generator: torch.Generator) -> Answers:
    count, *size = masks.shape
    return Answers(
        torch.rand(count, 3, *size, generator=generator) < 0.4,
        torch.rand(count, 3, generator=generator),
        torch.rand(count, *size, generator=generator) < 0.4,
    )


def _ignore(done: int, total: int) -> None:
    pass


def _score(dataset: MaskDataset, answers: list[Answers]) -> ClickScores:
    return evaluate_clicks(dataset, Remembered(answers), _ignore)


def test_a_perfect_method_scores_one(dataset: MaskDataset) -> None:
    scores = _score(dataset, [_perfect(sample.masks) for sample in dataset])
    assert scores == ClickScores("rectangles", 2, 3, regular=1.0, oracle=1.0, box=1.0)


def test_empty_masks_score_nothing(dataset: MaskDataset) -> None:
    scores = _score(dataset, [_perfect(torch.zeros_like(sample.masks)) for sample in dataset])
    assert (scores.regular, scores.oracle, scores.box) == (0, 0, 0)


def test_scores_equal_a_plain_loop_over_objects(dataset: MaskDataset) -> None:
    generator = torch.Generator().manual_seed(0)
    answers = [_random(sample.masks, generator) for sample in dataset]
    regular, oracle, box = [], [], []
    for sample, answer in zip(dataset, answers, strict=True):
        for number, truth in enumerate(sample.masks.numpy()):
            ious = [_iou(mask, truth) for mask in answer.clicks[number].numpy()]
            regular.append(ious[int(np.argmax(answer.scores[number].numpy()))])
            oracle.append(max(ious))
            box.append(_iou(answer.boxes[number].numpy(), truth))
    scores = _score(dataset, answers)
    expected = [np.mean(values) for values in (regular, oracle, box)]
    assert [scores.regular, scores.oracle, scores.box] == pytest.approx(expected)


def _iou(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.logical_and(a, b).sum() / np.logical_or(a, b).sum())


def test_prompts_are_the_innermost_pixel_and_the_box_of_each_object(dataset: MaskDataset) -> None:
    method = Remembered([_perfect(sample.masks) for sample in dataset])
    evaluate_clicks(dataset, method, _ignore)
    assert [len(points) for points in method.points] == [2, 1]
    assert method.boxes[0].tolist() == [[3, 5, 23, 25], [27, 12, 47, 35]]
    for (column, row), mask in zip(method.points[0].tolist(), dataset[0].masks, strict=True):
        inside = distance_transform_edt(mask.numpy())
        assert inside[int(row), int(column)] == inside.max()


def test_a_set_without_any_object_is_refused(unlabelled: MaskDataset) -> None:
    with pytest.raises(InputError, match="'rectangles' has no object in 1 images"):
        evaluate_clicks(unlabelled, Remembered([]), _ignore)


def test_progress_is_reported_for_every_image(dataset: MaskDataset) -> None:
    method = Remembered([_perfect(sample.masks) for sample in dataset])
    reports: list[tuple[int, int]] = []
    evaluate_clicks(dataset, method, lambda done, total: reports.append((done, total)))
    assert reports == [(1, 2), (2, 2)]


def test_every_set_counts_the_same_in_the_mean() -> None:
    small, large = ClickScores("a", 1, 1, 1.0, 1.0, 0.5), ClickScores("b", 9, 99, 0.0, 0.5, 0.0)
    assert mean_of_sets([small, large]) == ClickScores("mean of sets", 10, 100, 0.5, 0.75, 0.25)

"""Claims about what can be measured."""

from pathlib import Path

import numpy as np
import torch

from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.methods import (
    Method,
    ModelMethod,
    TakesBoxes,
    TakesClicks,
    TakesCorrections,
)
from anymask.inference.segmenter import load

POINTS = torch.tensor([[12.0, 14.0], [36.0, 23.0]])


def test_a_model_answers_as_its_scene_does(picture: np.ndarray, random_model: Path) -> None:
    segmenter = load(random_model)
    view, scene = ModelMethod("random", segmenter)(picture), segmenter.embed(picture)
    clicked = view.click(POINTS)
    assert clicked.objects.tolist() == [0, 0, 0, 1, 1, 1]
    assert (clicked.scores.view(2, 3).diff(dim=1) <= 0).all()  # best first
    alone = scene.segment(points=POINTS[1:].tolist(), labels=[1], multimask=True)
    assert torch.equal(clicked.binary()[3:], alone.binary())
    boxes = torch.tensor([[3.0, 5, 23, 25], [27, 12, 47, 35]])
    assert torch.equal(view.box(boxes).binary(), scene.segment(boxes=boxes).binary())


def test_several_clicks_get_the_single_mask_of_all_and_the_last_logits(
    picture: np.ndarray, random_model: Path
) -> None:
    segmenter = load(random_model)
    view, scene = ModelMethod("random", segmenter)(picture), segmenter.embed(picture)
    previous = view.click(POINTS)[::3]
    points, labels = POINTS[:, None] + torch.tensor([[0.0], [3.0]]), torch.tensor([[1, 0], [1, 1]])
    answers = view.correct(points, labels, previous)
    for number in range(2):
        alone = scene.segment(
            points=points[number], labels=labels[number], refine=previous[number], multimask=False
        )
        assert torch.equal(answers[number].binary(), alone.binary())


def test_methods_say_by_their_views_which_prompts_they_take(
    picture: np.ndarray, random_model: Path
) -> None:
    model, box = ModelMethod("random", load(random_model)), FilledBox()
    assert isinstance(model, Method)
    assert isinstance(box, Method)
    kinds = (TakesClicks, TakesBoxes, TakesCorrections)
    assert [isinstance(model(picture), kind) for kind in kinds] == [True, True, True]
    assert [isinstance(box(picture), kind) for kind in kinds] == [False, True, False]

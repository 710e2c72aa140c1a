"""Claims about the methods that can be measured."""

import sys
from pathlib import Path

import pytest
import torch

from anymask.data.dataset import MaskDataset
from anymask.errors import ConfigurationError
from anymask.evaluation.clicks import evaluate_clicks
from anymask.evaluation.methods import ModelMethod, felzenszwalb
from anymask.geometry import masks as mask_geometry
from anymask.inference.segmenter import load

POINTS = torch.tensor([[12.0, 14.0], [36.0, 23.0]])
"""A click in each rectangle of the first image."""


def _outer_edges(masks: torch.Tensor) -> torch.Tensor:
    return mask_geometry.boxes(masks) + torch.tensor([0.0, 0.0, 1.0, 1.0])


def test_a_filled_box_is_right_for_rectangles(dataset: MaskDataset) -> None:
    pytest.importorskip("skimage")
    sample = dataset[0]
    answers = felzenszwalb(sample.image, POINTS, _outer_edges(sample.masks))
    assert torch.equal(answers.boxes, sample.masks)


def test_felzenszwalb_answers_with_the_segment_under_the_click(dataset: MaskDataset) -> None:
    pytest.importorskip("skimage")
    sample = dataset[0]
    answers = felzenszwalb(sample.image, POINTS, _outer_edges(sample.masks))
    assert answers.clicks.shape == (2, 3, 40, 50)
    assert answers.scores.argmax(1).tolist() == [1, 1]
    # Blurred edges of two pixels are segments of their own.
    assert not (answers.clicks & ~sample.masks[:, None]).any()
    assert answers.clicks[0, :, 8:22, 6:20].all()
    assert answers.clicks[1, :, 15:32, 30:44].all()


def test_the_baseline_without_scikit_image_says_what_to_install(
    dataset: MaskDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "skimage.segmentation", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[eval\]'"):
        felzenszwalb(dataset[0].image, POINTS, torch.zeros(2, 4))


def test_a_model_answers_as_its_scene_does(dataset: MaskDataset, random_model: Path) -> None:
    segmenter, sample = load(random_model), dataset[0]
    boxes = mask_geometry.boxes(sample.masks)
    answers = ModelMethod(segmenter)(sample.image, POINTS, boxes)
    assert answers.clicks.shape == (2, 3, 40, 50)
    assert answers.boxes.shape == (2, 40, 50)
    assert (answers.scores.diff(dim=1) <= 0).all()  # best first
    scene = segmenter.embed(sample.image)
    alone = scene.segment(points=POINTS[1:].tolist(), labels=[1], multimask=True)
    assert torch.equal(answers.clicks[1], alone.binary())


def test_a_model_can_be_measured(dataset: MaskDataset, random_model: Path) -> None:
    scores = evaluate_clicks(dataset, ModelMethod(load(random_model)), lambda done, total: None)
    assert scores.masks == 3
    assert 0 <= scores.regular <= scores.oracle <= 1

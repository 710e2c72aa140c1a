from dataclasses import replace

import numpy as np
import torch

import anymask
from anymask.geometry.grids import point_grid


def test_a_batch_of_images_gives_what_each_gives_alone(segmenter, photo):
    images = [photo, photo[:50, :40].copy(), np.zeros((20, 200, 3), np.uint8)] * 2
    for image, scene in zip(images, segmenter.embed_batch(images), strict=True):
        x, y = image.shape[1] / 2, image.shape[0] / 2
        alone = segmenter.embed(image).segment(points=[(x, y)])
        together = scene.segment(points=[(x, y)])
        assert torch.allclose(alone.logits, together.logits, atol=1e-5)


def test_loading_a_folder_gives_a_segmenter(random_model, photo):
    model = anymask.load(random_model, device="cpu")
    masks = model.embed(photo).segment(points=[(30, 40)])
    assert masks.binary().shape == (3, 90, 140)


def test_a_model_takes_another_input_size(random_model, photo):
    model = anymask.load(random_model, device="cpu", image_size=64)
    masks = model.embed(photo).segment(points=[(30, 40)])
    assert model.sam.image_size == 64
    assert masks.logits.shape[-1] == 16


def test_everything_takes_the_thresholds_that_the_model_recommends(segmenter, photo, monkeypatch):
    strict = replace(segmenter.sam.config, pred_iou_thresh=1e9)
    monkeypatch.setattr(segmenter.sam, "config", strict)
    assert len(segmenter.everything(photo, points_per_side=2)) == 0
    low = {"pred_iou_thresh": -1e9, "stability_score_thresh": 0.0}
    assert len(segmenter.everything(photo, points_per_side=2, **low)) > 0


def test_an_image_of_one_pixel_can_be_segmented(segmenter):
    image = np.zeros((1, 1, 3), np.uint8)
    assert segmenter.embed(image).segment(points=[(0.5, 0.5)]).binary().shape == (3, 1, 1)
    assert len(segmenter.everything(image, points_per_side=1, pred_iou_thresh=0.0)) <= 3


def test_everything_takes_the_published_options_by_name(disc_segmenter, photo):
    found = disc_segmenter.everything(photo, points_per_side=4)
    grid = point_grid(4) * torch.tensor([140, 90])
    assert found.points is not None
    assert torch.cdist(found.points.double(), grid).min(dim=1).values.max() < 1e-3

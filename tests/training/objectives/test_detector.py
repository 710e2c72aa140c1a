"""Claims about what a detector is charged for."""

from dataclasses import replace

import pytest
import torch

from anymask.data.collate import Batch
from anymask.models.detector.build import build_detector
from anymask.models.detector.variants import detector_tiny
from anymask.models.sam.config import PyramidConfig
from anymask.training.objectives.detector import DetectorObjective, true_boxes

transformers = pytest.importorskip("transformers")

SIDE = 64
CONFIG = replace(
    detector_tiny(),
    backbone=PyramidConfig((8, 8, 16, 16), (1, 1, 1, 1)),
    image_size=SIDE,
    queries=10,
    width=16,
    heads=2,
    decoder_hidden=16,
    decoder_depth=2,
    points=(2, 2, 2),
    encoder_width=16,
    encoder_hidden=16,
    denoising=4,
)


@pytest.fixture
def detector():
    torch.manual_seed(0)
    return build_detector(CONFIG)


def _masks(*boxes):
    masks = torch.zeros(len(boxes), SIDE, SIDE, dtype=torch.bool)
    for mask, (x0, y0, x1, y1) in zip(masks, boxes, strict=True):
        mask[y0:y1, x0:x1] = True
    return masks


@pytest.fixture
def batch():
    """Two pictures: bright rectangles on dark, two and one."""
    masks = _masks((4, 8, 20, 40), (30, 30, 60, 62), (10, 20, 50, 44))
    index = torch.tensor([0, 0, 1])
    light = torch.stack([masks[index == image].any(0) for image in range(2)])
    images = (light[:, None].expand(-1, 3, -1, -1) * 180 + 40).to(torch.uint8)
    return Batch(images, masks, index)


def _charge(model, batch, **weights):
    torch.manual_seed(5)
    return DetectorObjective(**weights)(model, batch, torch.Generator())


def test_true_boxes_are_half_open_shares_of_the_square(batch):
    first, second = true_boxes(batch)
    expected = torch.tensor([[12.0, 24.0, 16.0, 32.0], [45.0, 46.0, 30.0, 32.0]]) / SIDE
    torch.testing.assert_close(first["boxes"], expected)
    torch.testing.assert_close(second["boxes"], torch.tensor([[30.0, 32.0, 40.0, 24.0]]) / SIDE)
    assert first["class_labels"].tolist() == [0, 0]


def test_the_loss_is_that_of_transformers(detector, batch):
    whole = transformers.DFineForObjectDetection(detector.dfine.config)
    whole.model = detector.dfine
    mean, std = (torch.tensor(v)[:, None, None] for v in (CONFIG.pixel_mean, CONFIG.pixel_std))
    torch.manual_seed(5)
    expected = whole.train()((batch.images - mean) / std, labels=true_boxes(batch)).loss
    torch.testing.assert_close(_charge(detector.train(), batch)["loss"], expected)


@pytest.mark.parametrize(
    ("weight", "term", "published"),
    [
        ("score_weight", "scores", 1),
        ("distance_weight", "distance", 5),
        ("overlap_weight", "overlap", 2),
    ],
)
def test_a_weight_scales_its_term(detector, batch, weight, term, published):
    model = detector.eval()
    before = _charge(model, batch)[term]
    torch.testing.assert_close(_charge(model, batch, **{weight: 3.0})[term], before * 3 / published)


def test_everything_learns_but_the_scales_of_edges(detector, batch):
    _charge(detector.train(), batch)["loss"].backward()
    fixed = {name for name, p in detector.named_parameters() if not p.requires_grad}
    silent = {name for name, p in detector.named_parameters() if p.grad is None}
    assert fixed == {"dfine.decoder.up", "dfine.decoder.reg_scale"}
    assert all(name in fixed or "lqe_layers" in name for name in silent)


def test_terms_are_the_same_under_half_precision(detector, batch):
    exact = _charge(detector.eval(), batch)
    with torch.autocast("cpu", torch.bfloat16):
        coarse = _charge(detector, batch)
    assert all(value.dtype == torch.float32 for value in coarse.values())
    assert coarse.keys() == exact.keys()


def test_a_few_steps_lower_the_loss(detector, batch):
    adamw = torch.optim.AdamW(detector.train().parameters(), lr=3e-3)
    before = _charge(detector, batch)["distance"].item()
    for _ in range(30):
        adamw.zero_grad()
        _charge(detector, batch)["loss"].backward()
        adamw.step()
    assert _charge(detector, batch)["distance"].item() < 0.7 * before

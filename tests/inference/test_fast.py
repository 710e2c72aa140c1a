import numpy as np
import pytest
import torch

from anymask.geometry import rle
from anymask.geometry.frame import Frame
from anymask.geometry.grids import CropBox
from anymask.inference.candidates import make_candidate
from anymask.inference.exact import keep_exactly
from anymask.inference.fast import keep_fast
from anymask.inference.found import CropTask
from anymask.inference.options import AutomaticOptions

SIDE = 128


def candidates(seed):
    """Discs of many sizes, found again and again, sharp enough to be stable."""
    generator = np.random.default_rng(seed)
    y, x = np.mgrid[:SIDE, :SIDE] + 0.5
    centres = generator.uniform(10, 110, (25, 2))
    radii = generator.uniform(4, 25, 25)
    found = []
    for index in range(100):
        centre = centres[index % 25] + generator.normal(0, 0.4, 2)
        radius = radii[index % 25] * generator.normal(1, 0.02)
        logits = 20 * (radius - np.hypot(x - centre[0], y - centre[1]))
        score = float(generator.uniform(0.9, 1.0))
        plane = torch.from_numpy(logits).float()
        found.append(make_candidate(plane, score, (0.0, 0.0), -1.0, plane.clone))
    return found


@pytest.mark.parametrize("size", [(400, 500), (700, 420)])
@pytest.mark.parametrize("seed", range(3))
def test_fast_agrees_with_exact_on_structured_masks(size, seed):
    task = CropTask(
        Frame.fit(size, 4 * SIDE), CropBox(0, 0, size[1], size[0]), size, AutomaticOptions()
    )
    exact = keep_exactly([candidates(seed)], task)
    fast = keep_fast([candidates(seed)], task)
    assert abs(len(fast) - len(exact)) <= max(1, 0.05 * len(exact))
    overlaps = rle.iou([one.rle for one in exact], [one.rle for one in fast])
    assert overlaps.max(dim=1).values.mean() >= 0.98


def test_fast_everything_finds_what_exact_finds(disc_segmenter, photo):
    options = {"points_per_side": 9, "stability_score_thresh": 0.8}
    exact = disc_segmenter.everything(photo, **options)
    fast = disc_segmenter.everything(photo, **options, fast=True)
    assert len(fast) == pytest.approx(len(exact), rel=0.25)
    assert rle.iou(fast.rle(), exact.rle()).max(dim=1).values.mean() > 0.9

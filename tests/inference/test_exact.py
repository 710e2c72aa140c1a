import numpy as np
import pytest
import torch

from anymask.geometry import boxes as box_maths
from anymask.geometry import masks as mask_maths
from anymask.geometry.frame import Frame
from anymask.geometry.grids import CropBox
from anymask.inference.candidates import make_candidate
from anymask.inference.exact import keep_exactly
from anymask.inference.found import CropTask
from anymask.inference.options import AutomaticOptions
from anymask.inference.upsample import second_step

SIDE = 128


def blobs(count, seed):
    """Logits of discs that crowd around a few centres, with tails and a little noise."""
    generator = np.random.default_rng(seed)
    y, x = np.mgrid[:SIDE, :SIDE] + 0.5
    found = []
    for _ in range(count):
        centre = generator.integers(1, 4, 2) * SIDE / 4 + generator.normal(0, 1.0, 2)
        radius = generator.choice([4, 12, 24]) + generator.normal(0, 0.6)
        distance = np.hypot(x - centre[0], y - centre[1])
        slope = generator.choice([0.6, 8.0])
        found.append(slope * (radius - distance) + generator.normal(0, 0.2, distance.shape))
    return torch.from_numpy(np.array(found)).float(), generator.permutation(count) / count


def one_by_one(logits, scores, task):
    """The slow twin: upsample all, filter, suppress."""
    kept = []
    for index in sorted(range(len(logits)), key=lambda i: -scores[i]):
        full = task.frame.upsample(logits[index])
        if mask_maths.stability(full[None])[0] < task.options.stability_score_thresh:
            continue
        box = mask_maths.boxes((full > 0)[None])
        overlaps = [box_maths.iou(box, other).item() for _, other in kept]
        if all(overlap <= task.options.box_nms_thresh for overlap in overlaps):
            kept.append((index, box))
    return [index for index, _ in kept]


@pytest.mark.parametrize("size", [(400, 500), (700, 520), (300, 200)])
@pytest.mark.parametrize("seed", range(4))
def test_ruling_out_by_bounds_keeps_what_the_slow_way_keeps(size, seed, monkeypatch):
    logits, scores = blobs(60, seed)
    crop = CropBox(0, 0, size[1], size[0])
    task = CropTask(Frame.fit(size, 4 * SIDE), crop, size, AutomaticOptions())
    candidates = [
        make_candidate(plane, float(score), (0.0, 0.0), -1.0, plane.clone)
        for plane, score in zip(logits, scores, strict=True)
    ]
    upsampled = []
    monkeypatch.setattr(
        "anymask.inference.exact.second_step",
        lambda *arguments: upsampled.append(1) or second_step(*arguments),
    )
    found = keep_exactly([candidates], task)
    wanted = one_by_one(logits, scores, task)
    assert [one.score for one in found] == [scores[index] for index in wanted]
    assert len(upsampled) < 0.8 * len(candidates)

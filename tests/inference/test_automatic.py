"""Everything mode against a slow twin: the published algorithm, step by step, without shortcuts."""

from dataclasses import dataclass

import numpy as np
import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.geometry import boxes as box_maths
from anymask.geometry import masks as mask_maths
from anymask.geometry.grids import crop_boxes
from anymask.geometry.nms import nms
from anymask.inference.automatic import segment_everything
from anymask.inference.options import AutomaticOptions
from anymask.inference.scene import AMBIGUOUS_HEADS
from anymask.prompting.prompts import Prompts


@dataclass(frozen=True)
class Published:
    """A full-size mask of the slow twin."""

    mask: torch.Tensor
    box: torch.Tensor
    score: float
    stability: float
    crop_area: int


def greedy(found, scores, threshold):
    order = sorted(range(len(found)), key=lambda i: -scores[i])
    kept = []
    for index in order:
        overlaps = [
            box_maths.iou(found[index].box[None], found[other].box[None]).item() for other in kept
        ]
        if all(overlap <= threshold for overlap in overlaps):
            kept.append(index)
    return [found[index] for index in kept]


def published_in_crop(embed, image, crop, options):
    """Upsample everything, filter, suppress."""
    scene = embed(np.ascontiguousarray(image[crop.y0 : crop.y1, crop.x0 : crop.x1]))
    grid = options.grid(crop.layer) * torch.tensor([crop.size[1], crop.size[0]]).double()
    found = []
    for point in grid:
        coords = torch.stack([point, torch.zeros(2).double()])[None]
        prompts = Prompts(coords, torch.tensor([[1, -1]]))
        logits, scores = scene.decode(prompts, AMBIGUOUS_HEADS)
        full = scene.frame.upsample(logits[0])
        stability = mask_maths.stability(full, 0.0, options.stability_score_offset)
        for mask, score, stable in zip(full > 0, scores[0], stability, strict=True):
            if options.pred_iou_thresh > 0 and score <= options.pred_iou_thresh:
                continue
            if stable < options.stability_score_thresh:
                continue
            box = mask_maths.boxes(mask[None])[0] + torch.tensor(crop.xyxy[:2]).repeat(2)
            if box_maths.near_crop_edge(box[None], crop.xyxy, image.shape[:2])[0]:
                continue
            whole = torch.zeros(image.shape[:2], dtype=torch.bool)
            whole[crop.y0 : crop.y1, crop.x0 : crop.x1] = mask
            area = crop.size[0] * crop.size[1]
            found.append(Published(whole, box, score.item(), stable.item(), area))
    return greedy(found, [one.score for one in found], options.box_nms_thresh)


def published(embed, image, options):
    crops = crop_boxes(image.shape[:2], options.crop_n_layers, options.crop_overlap_ratio)
    found = [one for crop in crops for one in published_in_crop(embed, image, crop, options)]
    if len(crops) == 1:
        return found
    return greedy(found, [1 / one.crop_area for one in found], options.crop_nms_thresh)


@pytest.mark.parametrize(
    "options",
    [
        AutomaticOptions(points_per_side=9),
        AutomaticOptions(points_per_side=6, pred_iou_thresh=0.0, stability_score_thresh=0.0),
        AutomaticOptions(points_per_side=7, stability_score_thresh=0.8, box_nms_thresh=0.4),
        AutomaticOptions(points_per_side=4, crop_n_layers=1, stability_score_thresh=0.7),
    ],
)
@pytest.mark.parametrize("shape", [(90, 140), (200, 150), (61, 80)])
def test_the_default_gives_exactly_the_published_masks(disc_segmenter, shape, options):
    image = np.zeros((*shape, 3), dtype=np.uint8)
    found = segment_everything(disc_segmenter.embed, image, options)
    wanted = published(disc_segmenter.embed, image, options)
    assert len(wanted) > 1
    assert found.scores.tolist() == pytest.approx([one.score for one in wanted])
    assert torch.equal(found.binary(), torch.stack([one.mask for one in wanted]))
    assert found.stability is not None
    assert found.stability.tolist() == pytest.approx([one.stability for one in wanted])


def test_a_random_model_gives_the_published_masks(segmenter, photo):
    options = AutomaticOptions(points_per_side=4, pred_iou_thresh=0.0, stability_score_thresh=0.0)
    found = segment_everything(segmenter.embed, photo, options)
    wanted = published(segmenter.embed, photo, options)
    assert len(found) == len(wanted) > 0
    different = [
        (ours != theirs.mask).sum() for ours, theirs in zip(found.binary(), wanted, strict=True)
    ]
    # The decoder rounds a batch otherwise than single points.
    assert max(different) <= 2


def test_the_masks_are_those_of_transformers(disc_segmenter, photo):
    transformers = pytest.importorskip("transformers")
    processor = transformers.SamImageProcessorPil(pad_size={"height": 128, "width": 128})
    options = AutomaticOptions(points_per_side=7, stability_score_thresh=0.8)
    scene = disc_segmenter.embed(photo)
    points = options.grid(0) * torch.tensor([140, 90])
    coords = torch.stack([points, torch.zeros_like(points)], dim=1)
    logits, scores = scene.decode(
        Prompts(coords, torch.tensor([1, -1]).expand(len(points), 2)), AMBIGUOUS_HEADS
    )
    full = processor.post_process_masks(
        [logits], [scene.frame.original], [scene.frame.resized], binarize=False
    )[0]
    runs, scores, boxes = processor.filter_masks(
        full, scores, (90, 140), [0, 0, 140, 90], stability_score_thresh=0.8
    )
    kept = nms(boxes.float(), scores, 0.7).tolist()
    found = segment_everything(lambda _: scene, photo, options)
    assert [one.counts.tolist() for one in found.rle()] == [runs[i]["counts"] for i in kept]


@pytest.mark.parametrize("threshold", [0.0, 0.8])
def test_judging_early_for_lack_of_memory_changes_nothing(
    disc_segmenter, photo, monkeypatch, threshold
):
    options = AutomaticOptions(
        points_per_side=9, points_per_batch=16, stability_score_thresh=threshold
    )
    plenty = segment_everything(disc_segmenter.embed, photo, options)
    monkeypatch.setattr("anymask.inference.exact.PENDING_BYTES", 2000)
    scarce = segment_everything(disc_segmenter.embed, photo, options)
    assert plenty.rle() == scarce.rle()


def test_the_batch_size_changes_nothing(disc_segmenter, photo):
    results = [
        disc_segmenter.everything(photo, points_per_side=7, points_per_batch=size).rle()
        for size in (1, 10, 64)
    ]
    assert results[0] == results[1] == results[2]


def test_given_grids_replace_the_regular_ones(disc_segmenter, photo):
    regular = disc_segmenter.everything(photo, points_per_side=5)
    grid = AutomaticOptions(points_per_side=5).grid(0).numpy()
    given = disc_segmenter.everything(photo, points_per_side=None, point_grids=[grid])
    assert regular.rle() == given.rle()


def test_an_image_without_masks_gives_an_empty_result(segmenter, photo):
    found = segmenter.everything(photo, points_per_side=2, pred_iou_thresh=1e9)
    assert len(found) == 0
    assert found.binary().shape == (0, 90, 140)
    assert found.label_map().sum() == 0


def test_an_unknown_option_is_refused_with_a_suggestion(segmenter, photo):
    with pytest.raises(ConfigurationError, match="did you mean 'points_per_side'"):
        segmenter.everything(photo, point_per_side=3)

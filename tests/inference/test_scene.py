import numpy as np
import pytest
import torch

from anymask.errors import InputError
from anymask.geometry.rle import Rle
from anymask.inference.result import Masks


@pytest.fixture(scope="module")
def scene(segmenter, photo):
    return segmenter.embed(photo)


def test_one_click_gives_three_masks_best_first(scene):
    masks = scene.segment(points=[(30, 40)])
    assert len(masks) == 3
    assert masks.scores.tolist() == sorted(masks.scores.tolist(), reverse=True)


def test_one_box_or_click_among_others_takes_the_best_of_three(scene):
    both = scene.segment(points=[[(30, 40)], None], boxes=[None, (5, 5, 60, 70)])
    assert both.objects.tolist() == [0, 1]
    for index, prompt in enumerate([{"points": [(30, 40)]}, {"boxes": (5, 5, 60, 70)}]):
        three = scene.segment(**prompt, multimask=True)
        assert torch.allclose(both.logits[index], three.logits[0], atol=1e-5)


def test_several_clicks_take_the_single_mask(scene):
    prompt = {"points": [(30, 40), (60, 20)], "labels": [1, 0]}
    chosen, single = scene.segment(**prompt), scene.segment(**prompt, multimask=False)
    assert torch.equal(chosen.logits, single.logits)


@pytest.mark.parametrize("multimask", [None, True, False])
def test_a_ragged_batch_equals_the_loop(scene, multimask):
    points = [[(30, 40)], [(5, 6), (70, 80), (9, 9)], [(20, 20), (50, 50)], [(100, 30)], None]
    labels = [[1], [1, 0, 1], [1, 1], [0], None]
    boxes = [None, (1, 2, 90, 80), None, None, (10, 10, 50, 60)]
    together = scene.segment(points=points, labels=labels, boxes=boxes, multimask=multimask)
    assert together.objects.unique().tolist() == [0, 1, 2, 3, 4]
    for index in range(5):
        alone = scene.segment(
            points=[points[index]],
            labels=[labels[index]],
            boxes=[boxes[index]],
            multimask=multimask if multimask is not None or index not in (0, 3) else True,
        )
        ours = together[together.objects == index]
        expected = alone if len(alone) == len(ours) else alone[0]
        assert torch.allclose(ours.logits, expected.logits, atol=1e-5)
        assert torch.allclose(ours.scores, expected.scores, atol=1e-5)


def test_many_prompts_equal_few(scene, monkeypatch):
    boxes = [(x, y, x + 30, y + 20) for x in range(0, 100, 20) for y in range(0, 60, 20)]
    at_once = scene.segment(boxes=boxes)
    monkeypatch.setattr("anymask.inference.scene.PROMPTS_PER_CHUNK", 4)
    in_chunks = scene.segment(boxes=boxes)
    assert torch.allclose(at_once.logits, in_chunks.logits, atol=1e-5)


def test_refining_feeds_the_logits_back(scene):
    first = scene.segment(points=[(30, 40)])
    refined = scene.segment(points=[(30, 40)], refine=first[0])
    by_hand = scene.segment(points=[(30, 40)], masks=first.logits[0])
    assert torch.equal(refined.logits, by_hand.logits)
    again = scene.segment(points=[(30, 40)], multimask=False)
    assert not torch.allclose(refined.logits[0], again.logits[0])


def test_a_mask_alone_is_a_prompt(scene):
    assert len(scene.segment(masks=np.ones((90, 140), dtype=bool))) == 1


def test_no_objects_give_no_masks(scene):
    empty = scene.segment(boxes=np.zeros((0, 4)))
    assert len(empty) == 0
    assert empty.boxes.shape == (0, 4)


def test_refining_without_logits_is_refused(scene):
    masks = Masks(size=(90, 140), scores=torch.ones(1), runs=(Rle((90, 140), [90 * 140]),))
    with pytest.raises(InputError, match="refine holds masks without logits"):
        scene.segment(points=[(30, 40)], refine=masks)


def test_masks_beside_refine_are_refused(scene):
    first = scene.segment(points=[(30, 40)])[0]
    with pytest.raises(InputError, match="both masks and refine"):
        scene.segment(masks=first.logits, refine=first)

"""The same random weights in transformers' SAM and in ours give the same masks."""

import pytest
import torch

from anymask.models.sam.build import build_sam
from anymask.models.sam.weights import infer_config, translate

POINTS = torch.tensor([[[30.0, 40.0], [100.0, 200.0]], [[5.0, 250.0], [128.0, 128.0]]])
LABELS = torch.tensor([[1, 0], [1, 1]])
BOXES = torch.tensor([[10.0, 20.0, 100.0, 180.0], [60.0, 60.0, 200.0, 90.0]])
MASKS = 4 * torch.randn(2, 1, 64, 64, generator=torch.Generator().manual_seed(1))
PADDING = torch.tensor([-1, -1])[:, None]


@pytest.fixture(scope="module")
def pair(huggingface_sam):
    state = translate(huggingface_sam.state_dict())
    sam = build_sam(infer_config(state))
    sam.load_state_dict(state)
    pixels = torch.randn(2, 3, 256, 256, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        theirs = huggingface_sam.get_image_embeddings(pixels)
        return huggingface_sam, theirs, sam, sam.encode(pixels)


def _ours(pair, coords, labels, masks=None):
    _, _, sam, embedding = pair
    with torch.no_grad():
        return sam.decode(sam.prepare(embedding), coords, labels, masks)


def _theirs(pair, *, single, **prompts):
    model, embedding, _, _ = pair
    with torch.no_grad():
        out = model(image_embeddings=embedding[:1], multimask_output=not single, **prompts)
    return out.pred_masks[0], out.iou_scores[0]


def _assert_same(ours, theirs, heads):
    logits, scores = theirs
    torch.testing.assert_close(ours.logits[:, heads], logits, atol=1e-3, rtol=0)
    torch.testing.assert_close(ours.scores[:, heads], scores, atol=1e-3, rtol=0)
    assert torch.equal(ours.logits[:, heads] > 0, logits > 0)
    assert 0.02 < (logits > 0).float().mean() < 0.98


def _corners(boxes):
    return boxes.view(-1, 2, 2), torch.tensor([[2, 3]]).expand(len(boxes), 2)


def test_image_embeddings_agree(pair):
    _, theirs, _, ours = pair
    torch.testing.assert_close(ours.features, theirs, atol=1e-4, rtol=0)


@pytest.mark.parametrize("single", [False, True])
def test_points_agree(pair, single):
    coords = torch.cat([POINTS, torch.zeros(2, 1, 2)], dim=1)
    ours = _ours(pair, coords, torch.cat([LABELS, PADDING], dim=1))
    theirs = _theirs(pair, single=single, input_points=POINTS[None], input_labels=LABELS[None])
    _assert_same(ours, theirs, slice(0, 1) if single else slice(1, 4))


def test_boxes_agree(pair):
    theirs = _theirs(pair, single=True, input_boxes=BOXES[None])
    _assert_same(_ours(pair, *_corners(BOXES)), theirs, slice(0, 1))


def test_a_mask_prompt_agrees(pair):
    theirs = _theirs(pair, single=False, input_boxes=BOXES[None, :1], input_masks=MASKS[:1])
    _assert_same(_ours(pair, *_corners(BOXES[:1]), MASKS[:1]), theirs, slice(1, 4))


def test_points_boxes_and_a_mask_together_agree(pair):
    theirs = _theirs(
        pair,
        single=False,
        input_points=POINTS[None, :1],
        input_labels=LABELS[None, :1],
        input_boxes=BOXES[None, :1],
        input_masks=MASKS[:1],
    )
    corners, kinds = _corners(BOXES[:1])
    coords, labels = torch.cat([POINTS[:1], corners], 1), torch.cat([LABELS[:1], kinds], 1)
    _assert_same(_ours(pair, coords, labels, MASKS[:1]), theirs, slice(1, 4))

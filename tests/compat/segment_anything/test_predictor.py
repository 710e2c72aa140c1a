import numpy as np
import pytest
import torch

from anymask.compat.segment_anything import SamPredictor
from anymask.compat.segment_anything.predictor import ImageNotSetError
from anymask.errors import InputError
from anymask.inference.segmenter import Segmenter

IMAGE = np.random.default_rng(0).integers(0, 256, (90, 120, 3), dtype=np.uint8)
POINTS, LABELS = np.array([[30, 40], [80, 20]]), np.array([1, 0])
BOX = np.array([10, 20, 70, 80])


@pytest.fixture(scope="module")
def predictor(sam):
    predictor = SamPredictor(sam)
    predictor.set_image(IMAGE)
    return predictor


def test_types_and_shapes_are_the_official_ones(predictor):
    masks, scores, logits = predictor.predict(POINTS, LABELS)
    assert (masks.shape, masks.dtype) == ((3, 90, 120), np.bool_)
    assert (scores.shape, scores.dtype) == ((3,), np.float32)
    assert (logits.shape, logits.dtype) == ((3, 32, 32), np.float32)
    assert predictor.predict(box=BOX, multimask_output=False)[0].shape == (1, 90, 120)


@pytest.mark.parametrize("multimask", [True, False])
@pytest.mark.parametrize(
    "prompt",
    [
        {"point_coords": POINTS, "point_labels": LABELS},
        {"box": BOX},
        {"point_coords": POINTS, "point_labels": LABELS, "box": BOX},
    ],
)
def test_predictions_equal_those_of_transformers(predictor, peer, prompt, multimask):
    _, scores, logits = predictor.predict(**prompt, multimask_output=multimask)
    scale = 128 / 120
    given = {}
    if "point_coords" in prompt:
        given["input_points"] = torch.tensor(prompt["point_coords"] * scale)[None, None].float()
        given["input_labels"] = torch.tensor(prompt["point_labels"])[None, None]
    if "box" in prompt:
        given["input_boxes"] = torch.tensor(prompt["box"] * scale)[None, None].float()
    with torch.no_grad():
        theirs = peer(
            image_embeddings=predictor.get_image_embedding(), multimask_output=multimask, **given
        )
    assert np.abs(logits - theirs.pred_masks[0, 0].numpy()).max() < 1e-3
    assert np.abs(scores - theirs.iou_scores[0, 0].numpy()).max() < 1e-3


def test_the_embedding_is_that_of_transformers(predictor, peer):
    pixels = predictor.model.preprocess(
        torch.as_tensor(predictor.transform.apply_image(IMAGE)).permute(2, 0, 1)[None]
    )
    with torch.no_grad():
        theirs = peer.get_image_embeddings(pixels)
    assert (predictor.get_image_embedding() - theirs).abs().max() < 1e-4


def test_predictions_equal_those_of_a_scene(predictor, sam):
    ours = Segmenter(sam.model).embed(IMAGE).segment(points=POINTS, labels=LABELS, multimask=False)
    masks, scores, _ = predictor.predict(POINTS, LABELS, multimask_output=False)
    assert np.array_equal(masks, ours.binary().numpy())
    assert scores == pytest.approx(ours.scores.numpy(), abs=1e-5)


def test_boxes_in_a_batch_equal_boxes_one_by_one(predictor):
    boxes = torch.tensor([[10, 20, 70, 80], [5, 5, 30, 30], [50, 10, 110, 60]]).float()
    moved = predictor.transform.apply_boxes_torch(boxes, IMAGE.shape[:2])
    masks, scores, logits = predictor.predict_torch(None, None, boxes=moved)
    assert masks.shape == (3, 3, 90, 120)
    for index, box in enumerate(boxes):
        _, alone, its_logits = predictor.predict(box=box.numpy())
        assert scores[index].numpy() == pytest.approx(alone, abs=1e-5)
        assert np.abs(logits[index].numpy() - its_logits).max() < 1e-4


def test_logits_are_fed_back_and_returned_on_request(predictor):
    _, _, low = predictor.predict(POINTS, LABELS)
    fed, _, _ = predictor.predict(POINTS, LABELS, mask_input=low[:1], return_logits=True)
    plain, _, _ = predictor.predict(POINTS, LABELS, return_logits=True)
    assert fed.dtype == np.float32
    assert not np.allclose(fed, plain)


def test_bgr_images_are_turned_round(predictor, sam):
    other = SamPredictor(sam)
    other.set_image(IMAGE[..., ::-1], image_format="BGR")
    assert torch.equal(other.get_image_embedding(), predictor.get_image_embedding())


def test_a_kept_embedding_brings_its_image_back(predictor, sam):
    other = SamPredictor(sam)
    other.original_size, other.input_size = predictor.original_size, predictor.input_size
    other.features = predictor.get_image_embedding()
    assert np.array_equal(other.predict(POINTS, LABELS)[0], predictor.predict(POINTS, LABELS)[0])


def test_without_an_image_the_official_error_type_is_raised(sam):
    predictor = SamPredictor(sam)
    with pytest.raises(RuntimeError, match="call set_image"):
        predictor.predict(POINTS, LABELS)
    with pytest.raises(ImageNotSetError):
        predictor.get_image_embedding()


def test_reset_forgets_the_image(sam):
    predictor = SamPredictor(sam)
    predictor.set_image(IMAGE)
    predictor.reset_image()
    assert not predictor.is_image_set
    assert predictor.features is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: p.set_image(IMAGE, image_format="HSV"), "image_format is 'HSV'"),
        (lambda p: p.predict(POINTS), "without point_labels"),
        (lambda p: p.set_torch_image(torch.zeros(1, 3, 64, 64), (64, 64)), "longest side 128"),
    ],
)
def test_mistakes_are_named(sam, call, message):
    predictor = SamPredictor(sam)
    predictor.set_image(IMAGE)
    with pytest.raises(InputError, match=message):
        call(predictor)

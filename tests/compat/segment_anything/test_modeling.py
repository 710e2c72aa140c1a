import numpy as np
import pytest
import torch

from anymask.compat.segment_anything import SamPredictor
from anymask.errors import InputError

SIZES = [(90, 120), (100, 60)]


def test_a_batch_of_images_gives_what_the_predictor_gives(sam):
    generator = np.random.default_rng(0)
    images = [generator.integers(0, 256, (*size, 3), dtype=np.uint8) for size in SIZES]
    predictors = [SamPredictor(sam) for _ in images]
    batch = []
    for image, predictor in zip(images, predictors, strict=True):
        predictor.set_image(image)
        pixels = torch.as_tensor(predictor.transform.apply_image(image)).permute(2, 0, 1)
        boxes = torch.tensor([[5.0, 5.0, 40.0, 50.0], [20.0, 10.0, 55.0, 80.0]])
        batch.append(
            {
                "image": pixels,
                "original_size": image.shape[:2],
                "boxes": predictor.transform.apply_boxes_torch(boxes, image.shape[:2]),
            }
        )
    answers = sam(batch, multimask_output=True)
    for answer, record, predictor in zip(answers, batch, predictors, strict=True):
        masks, scores, logits = predictor.predict_torch(None, None, boxes=record["boxes"])
        assert answer["masks"].shape == (2, 3, *record["original_size"])
        assert (answer["masks"] != masks).float().mean() < 1e-4
        assert torch.allclose(answer["iou_predictions"], scores, atol=1e-5)
        assert torch.allclose(answer["low_res_logits"], logits, atol=1e-4)


def test_official_attributes_are_there(sam):
    assert (sam.mask_threshold, sam.image_format, sam.image_encoder.img_size) == (0.0, "RGB", 128)
    assert sam.to("cpu").device == torch.device("cpu")
    assert sam.image_encoder(torch.zeros(1, 3, 128, 128)).shape == (1, 32, 8, 8)


def test_points_without_labels_are_refused(sam):
    image = sam.model.prepare(sam.embed(torch.zeros(1, 3, 128, 128)))
    with pytest.raises(InputError, match="without point_labels"):
        sam.decode(image, torch.zeros(1, 1, 2), None, None, None, True)

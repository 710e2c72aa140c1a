"""Claims about precision and recall of boxes; pycocotools is the independent implementation."""

import contextlib
import io

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.evaluation.box_scores import ImageBoxes, average_precision, recall


def _image(boxes, scores, truth):
    made = [torch.tensor(values, dtype=torch.float32) for values in (boxes, scores, truth)]
    return ImageBoxes(made[0].view(-1, 4), made[1], made[2].view(-1, 4))


SQUARE = [0.0, 0.0, 10.0, 10.0]
FAR = [50.0, 50.0, 60.0, 60.0]


def _random_images(seed):
    """Some true boxes, most of them found a little off, some twice, and some that are not there."""
    random, images = np.random.default_rng(seed), []
    for _ in range(4):
        corner = random.uniform(0, 80, (int(random.integers(0, 7)), 2))
        truth = np.concatenate([corner, corner + random.uniform(5, 40, corner.shape)], 1)
        near = truth[random.random(len(truth)) < 0.8]
        found = np.concatenate([near, near[::2], random.uniform(0, 60, (3, 4))])
        found = found + random.normal(0, 3, found.shape)
        found[:, 2:] = np.maximum(found[:, 2:], found[:, :2] + 1)
        scores = np.sort(random.random(len(found)))[::-1].copy()
        images.append(_image(found, scores, truth))
    return images


def _coco(images, limit):
    """Return pycocotools' AP and recall at IoU 0.5."""
    pycocotools = pytest.importorskip("pycocotools.coco")
    evaluation = pytest.importorskip("pycocotools.cocoeval")
    truth, found = pycocotools.COCO(), []
    annotations = []
    for number, image in enumerate(images, start=1):
        for x0, y0, x1, y1 in image.truth.tolist():
            annotations.append(
                {"id": len(annotations) + 1, "image_id": number, "category_id": 1, "iscrowd": 0}
                | {"bbox": [x0, y0, x1 - x0, y1 - y0], "area": (x1 - x0) * (y1 - y0)}
            )
        for (x0, y0, x1, y1), score in zip(
            image.boxes.tolist(), image.scores.tolist(), strict=True
        ):
            box = [x0, y0, x1 - x0, y1 - y0]
            found.append({"image_id": number, "category_id": 1, "bbox": box, "score": score})
    with contextlib.redirect_stdout(io.StringIO()):
        truth.dataset = {"images": [{"id": n + 1} for n in range(len(images))]}
        truth.dataset |= {"categories": [{"id": 1}], "annotations": annotations}
        truth.createIndex()
        run = evaluation.COCOeval(truth, truth.loadRes(found), "bbox")
        run.params.iouThrs, run.params.maxDets = np.array([0.5]), [limit]
        run.params.areaRng, run.params.areaRngLbl = [[0, 1e10]], ["all"]
        run.evaluate()
        run.accumulate()
    return run.eval["precision"].mean(), run.eval["recall"].mean()


@given(st.integers(0, 10_000), st.sampled_from([2, 5, 100]))
@settings(max_examples=40, deadline=None)
def test_both_agree_with_pycocotools(seed, limit):
    images = _random_images(seed)
    if not any(len(image.truth) for image in images):
        return
    precision, found = _coco(images, limit)
    assert average_precision(images, limit=limit) == pytest.approx(precision, abs=1e-6)
    assert recall(images, limit=limit) == pytest.approx(found, abs=1e-6)


def test_an_object_is_found_once():
    twice = _image([SQUARE, SQUARE], [0.9, 0.8], [SQUARE, FAR])
    assert twice.hits(0.5, 100).tolist() == [True, False]
    assert recall([twice]) == 0.5


def test_perfect_boxes_have_both_at_one():
    images = [_image([SQUARE, FAR], [0.9, 0.8], [FAR, SQUARE])] * 2
    assert (average_precision(images), recall(images)) == (1.0, 1.0)


def test_only_the_first_boxes_count():
    image = _image([FAR, SQUARE], [0.9, 0.8], [SQUARE])
    assert recall([image], limit=1) == 0.0
    assert recall([image], limit=2) == 1.0


@pytest.mark.parametrize("images", [[], [_image([], [], [])], [_image([SQUARE], [0.5], [])]])
def test_nothing_to_find_is_zero(images):
    assert (average_precision(images), recall(images)) == (0.0, 0.0)


def test_nothing_found_is_zero():
    images = [_image([], [], [SQUARE])]
    assert (average_precision(images), recall(images)) == (0.0, 0.0)


def test_measuring_leaves_the_boxes_alone():
    image = _image([SQUARE], [0.9], [SQUARE])
    recall([image])
    assert recall([image]) == 1.0

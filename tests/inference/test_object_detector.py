"""Claims about boxes in original pixels."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.errors import InputError
from anymask.inference.object_detector import ObjectDetector, load_object_detector
from anymask.models.detector.build import build_detector
from anymask.models.detector.load import save_detector
from anymask.models.detector.model import Detections, Detector
from anymask.models.detector.variants import detector_tiny
from anymask.models.sam.config import PyramidConfig

pytest.importorskip("transformers")

CONFIG = replace(
    detector_tiny(),
    backbone=PyramidConfig((8, 8, 16, 16), (1, 1, 1, 1)),
    image_size=64,
    queries=20,
    width=16,
    heads=2,
    decoder_hidden=16,
    decoder_depth=2,
    points=(2, 2, 2),
    encoder_width=16,
    encoder_hidden=16,
)


@pytest.fixture(scope="module")
def detector():
    torch.manual_seed(0)
    return ObjectDetector(build_detector(CONFIG).eval())


def _noise(height, width):
    return np.random.default_rng(height).integers(0, 256, (height, width, 3), dtype=np.uint8)


@given(height=st.integers(1, 150), width=st.integers(1, 150))
@settings(max_examples=25, deadline=None)
def test_boxes_lie_inside_the_image_by_falling_score(detector, height, width):
    boxes, scores = detector.boxes(_noise(height, width))
    assert len(boxes) == len(scores) <= 20
    assert bool((boxes >= 0).all())
    assert bool((boxes <= torch.tensor([width, height, width, height])).all())
    assert bool((boxes[:, 2:] > boxes[:, :2]).all())
    assert bool((scores.diff() <= 0).all())


def test_the_same_image_gets_the_same_boxes(detector):
    first, second = (detector.boxes(_noise(80, 60)) for _ in range(2))
    assert torch.equal(first.boxes, second.boxes)
    assert torch.equal(first.scores, second.scores)


def test_threshold_and_limit_keep_the_likeliest(detector):
    every = detector.boxes(_noise(80, 60))
    assert torch.equal(detector.boxes(_noise(80, 60), limit=3).boxes, every.boxes[:3])
    middle = float(every.scores[len(every.scores) // 2])
    kept = detector.boxes(_noise(80, 60), threshold=middle).scores
    assert torch.equal(kept, every.scores[every.scores >= middle])


class _Knowing(Detector):
    """Answers with the same boxes of its square, whatever it sees."""

    def __init__(self, *boxes):
        super().__init__(CONFIG, torch.nn.Identity())
        self.place = torch.nn.Parameter(torch.tensor([boxes]))

    def detect(self, images):
        return Detections(self.place.detach(), torch.ones(1, self.place.shape[1]))


def test_boxes_come_back_to_original_pixels():
    square = _Knowing([8.0, 16.0, 32.0, 24.0])
    found = ObjectDetector(square).boxes(_noise(64, 128))  # shrunk by two
    assert found.boxes.tolist() == [[16.0, 32.0, 64.0, 48.0]]


def test_boxes_in_the_padding_are_dropped():
    square = _Knowing([0.0, 40.0, 64.0, 60.0], [0.0, 0.0, 64.0, 64.0])
    found = ObjectDetector(square).boxes(_noise(64, 128))  # 32 rows, then padding
    assert found.boxes.tolist() == [[0.0, 0.0, 128.0, 64.0]]


@pytest.mark.parametrize(
    ("options", "message"),
    [({"threshold": 1.5}, "threshold is 1.5; pass a score"), ({"limit": 0}, "limit is 0; pass 1")],
)
def test_impossible_options_are_refused(detector, options, message):
    with pytest.raises(InputError, match=message):
        detector.boxes(_noise(8, 8), **options)


def test_a_folder_becomes_a_detector(detector, tmp_path):
    save_detector(detector.detector, tmp_path)
    loaded = load_object_detector(tmp_path, device="cpu")
    image = _noise(40, 50)
    assert torch.equal(loaded.boxes(image).boxes, detector.boxes(image).boxes)

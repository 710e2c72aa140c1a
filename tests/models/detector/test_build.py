"""Claims about freshly built detectors."""

import torch

from anymask.models.detector.backbone import PyramidBackbone
from anymask.models.detector.build import build_detector


def test_the_pyramid_takes_the_place_of_transformers_backbone(pyramid_config):
    assert isinstance(build_detector(pyramid_config).dfine.backbone, PyramidBackbone)


def test_every_weight_has_one_name(config):
    state = build_detector(config).state_dict()
    places = [value.data_ptr() for value in state.values() if value.numel()]
    assert len(places) == len(set(places))


def test_the_seed_decides_the_weights(config):
    torch.manual_seed(3)
    first = build_detector(config)
    torch.manual_seed(3)
    second = build_detector(config)
    torch.testing.assert_close(first.state_dict(), second.state_dict(), rtol=0, atol=0)


def test_a_fresh_detector_expects_hardly_any_object(config, images):
    scores = build_detector(config).eval().detect(images).scores
    assert 0 < scores.max() < 0.1

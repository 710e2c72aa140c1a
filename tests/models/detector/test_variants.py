"""Claims about the sizes of detectors."""

import pytest

from anymask.errors import ConfigurationError
from anymask.models.detector.build import build_detector
from anymask.models.detector.config import DetectorConfig
from anymask.models.detector.variants import VARIANTS, detector_tiny, find_variant
from anymask.models.sam.config import sam_tiny

PUBLISHED_MILLIONS = {"nano": 3.79, "small": 10.2}
"""Parameters of D-FINE's released models of 80 labels, without what only training uses."""


@pytest.mark.parametrize("name", VARIANTS)
def test_every_size_has_a_description_that_survives_json(name):
    described = find_variant(name)
    assert DetectorConfig.from_dict(described.to_dict()) == described


def test_tiny_sits_on_the_encoder_of_the_model_that_comes_with_anymask():
    assert detector_tiny().backbone == sam_tiny().encoder


def test_an_unknown_size_gets_a_suggestion():
    with pytest.raises(ConfigurationError, match="size 'tyny'; did you mean 'tiny'"):
        find_variant("tyny")


@pytest.mark.parametrize("name", PUBLISHED_MILLIONS)
def test_sizes_have_about_the_published_number_of_weights(name):
    weights = sum(p.numel() for p in build_detector(find_variant(name)).parameters())
    assert weights / 1e6 == pytest.approx(PUBLISHED_MILLIONS[name], rel=0.1)

"""Claims about descriptions of detectors."""

import json
from dataclasses import replace

import pytest

from anymask.errors import ConfigurationError
from anymask.models.detector.config import DetectorConfig


def test_a_description_survives_json(config):
    assert DetectorConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_levels_are_the_coarsest_stages_of_the_backbone(hgnet_config):
    assert hgnet_config.level_widths == (16, 16, 24)
    assert replace(hgnet_config, points=(6, 6)).level_widths == (16, 24)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"image_size": 100}, "image_size is 100; pass a multiple of 32, such as 96"),
        ({"points": (4,)}, r"points is \(4,\); pass two numbers .* or three"),
        ({"width": 18}, "width 18 must be a multiple of 4 and of heads 2"),
        ({"encoder_width": 30}, "encoder_width 30 must be a multiple of 4"),
        ({"queries": 0}, "queries 0 .* must all be at least 1"),
        ({"labels": 0}, "labels 0, .* must all be at least 1"),
    ],
)
def test_impossible_values_are_refused(pyramid_config, setting, message):
    with pytest.raises(ConfigurationError, match=message):
        replace(pyramid_config, **setting)


def test_an_unknown_key_gets_a_suggestion(config):
    with pytest.raises(ConfigurationError, match="'querys'; did you mean 'queries'"):
        DetectorConfig.from_dict(config.to_dict() | {"querys": 3})


@pytest.mark.parametrize(
    ("backbone", "kind"), [({"kind": "resnet"}, "'resnet'"), ({}, "None"), ("hgnet", "None")]
)
def test_an_unknown_backbone_is_refused(config, backbone, kind):
    with pytest.raises(ConfigurationError, match=f"kind {kind} is unknown"):
        DetectorConfig.from_dict(config.to_dict() | {"backbone": backbone})


def test_a_missing_key_is_named(config):
    described = config.to_dict()
    del described["backbone"]["widths"]
    with pytest.raises(ConfigurationError, match=r"is incomplete: .*'widths'"):
        DetectorConfig.from_dict(described)

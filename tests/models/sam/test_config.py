import json

import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.models.sam import config as sizes
from anymask.models.sam.build import build_sam

ALL = [sizes.sam_vit_b, sizes.sam_vit_l, sizes.sam_vit_h, sizes.sam_tiny]


@pytest.mark.parametrize("size", ALL)
def test_a_description_survives_json(size):
    described = json.loads(json.dumps(size().to_dict()))
    assert sizes.SamConfig.from_dict(described) == size()


@pytest.mark.parametrize(
    ("size", "millions"),
    [(sizes.sam_vit_b, 93.7), (sizes.sam_vit_l, 312.3), (sizes.sam_vit_h, 641.1)],
)
def test_official_sizes_have_their_published_parameters(size, millions):
    with torch.device("meta"):
        count = sum(p.numel() for p in build_sam(size()).parameters())
    assert round(count / 1e6, 1) == millions


def test_an_unknown_key_is_refused_with_a_suggestion():
    described = sizes.sam_tiny().to_dict() | {"image_sise": 3}
    with pytest.raises(ConfigurationError, match="did you mean 'image_size'"):
        sizes.SamConfig.from_dict(described)


def test_an_unknown_encoder_is_refused():
    with pytest.raises(ConfigurationError, match="'hiera' is unknown"):
        sizes.SamConfig.from_dict({"encoder": {"kind": "hiera"}})


def test_a_missing_key_is_named():
    with pytest.raises(ConfigurationError, match="depths"):
        sizes.SamConfig.from_dict({"encoder": {"kind": "pyramid", "widths": [1, 2, 3, 4]}})

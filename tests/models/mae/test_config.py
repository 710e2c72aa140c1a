import json

import pytest

from anymask.errors import ConfigurationError
from anymask.models.mae.config import MaeConfig, mae_tiny, mae_vit_b, mae_vit_h, mae_vit_l


@pytest.mark.parametrize("make", [mae_tiny, mae_vit_b, mae_vit_l, mae_vit_h])
def test_a_description_survives_json(make):
    assert MaeConfig.from_dict(json.loads(json.dumps(make().to_dict()))) == make()


def test_published_sizes_have_the_published_grids():
    assert [make().grid_side for make in (mae_vit_b, mae_vit_l, mae_vit_h)] == [14, 14, 16]


def test_an_unknown_key_is_refused_with_the_nearest():
    with pytest.raises(ConfigurationError, match="did you mean 'depth'"):
        MaeConfig.from_dict(mae_tiny().to_dict() | {"dept": 3})


def test_a_missing_key_is_refused():
    with pytest.raises(ConfigurationError, match=r"incomplete.*'width'"):
        MaeConfig.from_dict({"depth": 2, "heads": 2})


def test_an_image_of_broken_patches_is_refused():
    with pytest.raises(ConfigurationError, match="225 is no multiple of patch_size 16; use 224"):
        MaeConfig(192, 12, 3, image_size=225)


@pytest.mark.parametrize(
    ("changes", "text"),
    [({"heads": 5}, "width 192 .* heads 5"), ({"decoder_heads": 3}, "decoder_width 512")],
)
def test_heads_that_do_not_divide_the_width_are_refused(changes, text):
    with pytest.raises(ConfigurationError, match=text):
        MaeConfig(**{"width": 192, "depth": 12, "heads": 3} | changes)

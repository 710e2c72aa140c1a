import pytest

from anymask.compat.segment_anything import build_sam, build_sam_vit_h, sam_model_registry
from anymask.compat.segment_anything.build_sam import build_sam_tiny, build_sam_vit_b
from anymask.errors import CheckpointError


def test_the_registry_has_the_official_names():
    assert {"default", "vit_h", "vit_l", "vit_b"} <= set(sam_model_registry)
    assert sam_model_registry["default"] is build_sam is build_sam_vit_h


def test_a_checkpoint_of_another_size_is_refused(random_model):
    with pytest.raises(CheckpointError, match="choose the entry of sam_model_registry"):
        build_sam_vit_b(checkpoint=random_model)


def test_the_small_model_takes_any_of_our_folders(random_model):
    assert build_sam_tiny(random_model).image_encoder.img_size == 64

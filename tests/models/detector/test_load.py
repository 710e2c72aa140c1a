"""Claims about detectors on disk; for folders of transformers see tests/parity."""

import json
from dataclasses import replace

import pytest
import torch

from anymask.errors import CheckpointError
from anymask.models.detector.build import build_detector
from anymask.models.detector.load import (
    fill_backbone,
    is_detector,
    load_detector,
    save_detector,
)
from anymask.models.load import load_sam


def test_a_saved_detector_answers_as_before(detector, images, tmp_path):
    save_detector(detector, tmp_path / "d")
    loaded = load_detector(tmp_path / "d", device="cpu")
    assert loaded.config == detector.config
    assert torch.equal(loaded.detect(images).boxes, detector.detect(images).boxes)


def test_a_run_folder_stands_for_its_model(detector, tmp_path):
    save_detector(detector, tmp_path / "run" / "model")
    assert load_detector(tmp_path / "run", device="cpu").config == detector.config
    assert is_detector(tmp_path / "run")


def test_a_sam_is_no_detector(random_model):
    assert not is_detector("tiny")
    assert not is_detector(random_model)
    with pytest.raises(CheckpointError, match="of type 'anymask-sam'; expected a detector"):
        load_detector(random_model)


def test_a_place_without_a_detector_is_refused(tmp_path):
    with pytest.raises(CheckpointError, match="none is no folder; pass one made by"):
        load_detector(tmp_path / "none")
    with pytest.raises(CheckpointError, match=r"config\.json is missing"):
        load_detector(tmp_path)


def _change(folder, **changes):
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_newer_version_is_refused(detector, tmp_path):
    save_detector(detector, tmp_path)
    _change(tmp_path, version=2)
    with pytest.raises(CheckpointError, match="has version 2; this anymask reads version 1"):
        load_detector(tmp_path)


def test_weights_of_another_description_are_refused(detector, tmp_path):
    save_detector(detector, tmp_path)
    _change(tmp_path, decoder_hidden=24)
    with pytest.raises(CheckpointError, match=r"dfine\.decoder.* should be"):
        load_detector(tmp_path)


def test_a_torn_file_is_refused(detector, tmp_path):
    save_detector(detector, tmp_path)
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(CheckpointError, match="is truncated"):
        load_detector(tmp_path)


def test_the_backbone_takes_over_the_encoder_of_a_sam(pyramid_config, random_model):
    detector, sam = build_detector(pyramid_config), load_sam(random_model, device="cpu")
    fill_backbone(detector, random_model)
    own = detector.dfine.backbone.state_dict()
    encoder = sam.image_encoder.state_dict()
    assert own
    torch.testing.assert_close(own, {name: encoder[name] for name in own}, rtol=0, atol=0)


def test_an_encoder_of_another_shape_is_refused(pyramid_config, random_model):
    other = replace(pyramid_config.backbone, depths=(1, 1, 2, 1))
    detector = build_detector(replace(pyramid_config, backbone=other))
    with pytest.raises(CheckpointError, match=r"has the image encoder .* start from weights of"):
        fill_backbone(detector, random_model)

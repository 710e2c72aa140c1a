"""The detector's recipe, cut down to a few steps of a small model at 64 px."""

from dataclasses import replace

import pytest
import torch

from anymask.models.detector.load import load_detector
from anymask.models.detector.variants import VARIANTS, detector_tiny
from anymask.models.load import load_sam
from anymask.models.sam.config import PyramidConfig
from anymask.recipes import detector as recipes
from anymask.recipes.recipe import Sources
from anymask.training.config import OptimConfig, TrainConfig

pytest.importorskip("transformers")

SMALL = replace(
    detector_tiny(),
    backbone=PyramidConfig((8, 8, 16, 16), (1, 1, 1, 1)),
    image_size=64,
    queries=10,
    width=16,
    heads=2,
    decoder_hidden=16,
    decoder_depth=2,
    points=(2, 2, 2),
    encoder_width=16,
    encoder_hidden=16,
    denoising=4,
)
CONFIG = recipes.DetectorTraining(
    TrainConfig(
        steps=4,
        images_per_step=2,
        optim=OptimConfig(warmup_steps=1),
        precision="fp32",
        checkpoint_steps=2,
        log_steps=1,
        evaluate_steps=2,
    ),
    size="small-test",
)


@pytest.fixture(autouse=True)
def small_size(monkeypatch):
    """A size of a few thousand weights, on the encoder of `random_model`."""
    monkeypatch.setitem(VARIANTS, "small-test", lambda: SMALL)


@pytest.fixture
def sources(coco, random_model):
    return Sources((coco,), init=str(random_model), device="cpu")


def _silent(text):
    pass


def _weights(folder):
    return load_detector(folder, device="cpu").state_dict()


def test_a_run_leaves_two_detectors(sources, tmp_path, reported):
    recipes.train_detector(CONFIG, sources, tmp_path / "run", reported.append)
    assert load_detector(tmp_path / "run", device="cpu").config == SMALL
    assert _weights(tmp_path / "run" / "last").keys() == _weights(tmp_path / "run").keys()
    assert reported[0].startswith("9 images to learn from, 1 held out")
    assert any("ap50" in line and "recall100" in line for line in reported)


def test_the_head_learns_and_the_backbone_stays(sources, tmp_path, random_model):
    recipes.train_detector(CONFIG, sources, tmp_path / "run", _silent)
    trained = _weights(tmp_path / "run" / "last")
    given = load_sam(random_model, device="cpu").image_encoder.state_dict()
    for name in (name for name in trained if name.startswith("dfine.backbone.")):
        assert torch.equal(trained[name], given[name.removeprefix("dfine.backbone.")])


def test_everything_learns_where_wanted(sources, tmp_path, random_model):
    recipes.train_detector(replace(CONFIG, tune="all"), sources, tmp_path / "run", _silent)
    given = load_sam(random_model, device="cpu").image_encoder.state_dict()
    name = "stem.0.weight"
    assert not torch.equal(
        _weights(tmp_path / "run" / "last")[f"dfine.backbone.{name}"], given[name]
    )


def test_an_interrupted_run_ends_with_the_same_bits(sources, tmp_path):
    recipes.train_detector(CONFIG, sources, tmp_path / "whole", _silent)

    def stop_after_a_checkpoint(text):
        if text.startswith("step 3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recipes.train_detector(CONFIG, sources, tmp_path / "twice", stop_after_a_checkpoint)
    recipes.train_detector(CONFIG, sources, tmp_path / "twice", _silent)
    whole, twice = (_weights(tmp_path / name / "last") for name in ("whole", "twice"))
    torch.testing.assert_close(twice, whole, rtol=0, atol=0)


def test_weights_may_be_random(sources, tmp_path):
    started = replace(sources, init="random")
    recipes.train_detector(CONFIG, started, tmp_path / "run", _silent)
    assert load_detector(tmp_path / "run", device="cpu").config == SMALL


def test_squares_may_have_another_side(sources, tmp_path):
    recipes.train_detector(replace(CONFIG, image_size=96), sources, tmp_path / "run", _silent)
    assert load_detector(tmp_path / "run", device="cpu").config == replace(SMALL, image_size=96)


def test_broken_pictures_are_reported(sources, tmp_path, reported):
    for path in sorted((sources.data[0] / "images").iterdir())[:3]:
        path.write_bytes(path.read_bytes()[:60])
    recipes.train_detector(CONFIG, sources, tmp_path / "run", reported.append)
    assert "broken samples were skipped" in reported[-1] or "broken sample was" in reported[-1]
    assert (tmp_path / "run" / "broken.jsonl").exists()

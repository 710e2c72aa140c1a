"""Claims about fine-tuning, on a model of a few thousand weights."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from anymask.errors import CheckpointError, ConfigurationError, InputError
from anymask.models.load import load_sam, save_sam
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import PyramidConfig, SamConfig
from anymask.recipes.recipe import Sources
from anymask.recipes.sam import SAM, FineTuning, fine_tune
from anymask.training.checkpoint import load_average
from anymask.training.objectives.sam import SamObjective

from .conftest import WriteCoco, square

SHORT = replace(
    SAM.config,
    lora_rank=2,
    held_out_share=0.2,
    objective=SamObjective(rounds=2, full_step_share=1.0),
    train=replace(
        SAM.config.train,
        steps=4,
        precision="fp32",
        average_decay=0.5,
        log_steps=1,
        checkpoint_steps=2,
        evaluate_steps=2,
        picture_steps=4,
        optim=replace(SAM.config.train.optim, learning_rate=1e-2, warmup_steps=1),
    ),
)


def _ignore(text: str) -> None:
    pass


@pytest.fixture
def sources(coco: Path, random_model: Path) -> Sources:
    return Sources((coco,), init=str(random_model), device="cpu")


@pytest.mark.parametrize("tune", ["decoder", "lora", "all"])
def test_the_result_is_an_ordinary_model_of_which_only_the_tuned_parts_changed(
    sources: Sources, tmp_path: Path, tune: str
) -> None:
    fine_tune(replace(SHORT, tune=tune), sources, tmp_path / "run", _ignore)
    before = load_sam(sources.init or "", device="cpu").state_dict()
    after = load_sam(tmp_path / "run/model", device="cpu").state_dict()
    assert before.keys() == after.keys()
    changed = {name for name in after if not torch.equal(after[name], before[name])}
    parts = {name.split(".")[0] for name in changed}
    assert (
        parts
        == {
            "decoder": {"mask_decoder"},
            "lora": {"mask_decoder", "image_encoder"},
            "all": {"mask_decoder", "image_encoder", "prompt_encoder"},
        }[tune]
    )
    if tune == "lora":
        encoder = [name for name in changed if name.startswith("image_encoder")]
        assert all(name.endswith(("lin1.weight", "lin2.weight")) for name in encoder)


def test_the_run_folder_holds_what_a_user_wants(sources: Sources, tmp_path: Path) -> None:
    reported: list[str] = []
    fine_tune(SHORT, sources, tmp_path, reported.append)
    names = {path.name for path in tmp_path.iterdir()}
    assert {"run.yaml", "metrics.jsonl", "checkpoint.safetensors", "best.safetensors"} <= names
    assert {"model", "last", "pictures"} <= names
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    evaluations = {line["step"]: line["evaluation"] for line in lines if "evaluation" in line}
    assert list(evaluations) == [2, 4]
    assert set(evaluations[4]) == {"score", "regular", "oracle", "box"}
    assert "8 images to learn from, 2 held out" in reported[0]
    assert reported[1].startswith("before training: score ")


def test_the_exported_model_computes_what_the_adapted_one_did(
    sources: Sources, tmp_path: Path
) -> None:
    from anymask.recipes.sam import _prepare

    fine_tune(SHORT, sources, tmp_path, _ignore)
    adapted = _prepare(SHORT, sources).eval()
    load_average(tmp_path / "checkpoint.safetensors", adapted)
    exported = load_sam(tmp_path / "last", device="cpu")
    pixels = torch.randn(1, 3, 64, 64)
    with torch.no_grad():
        got, expected = exported.encode(pixels), adapted.encode(pixels)
    torch.testing.assert_close(got.features, expected.features, rtol=1e-5, atol=1e-5)


def test_a_finished_run_is_not_trained_again(sources: Sources, tmp_path: Path) -> None:
    fine_tune(SHORT, sources, tmp_path, _ignore)
    first = load_sam(tmp_path / "model", device="cpu").state_dict()
    fine_tune(SHORT, sources, tmp_path, _ignore)
    again = load_sam(tmp_path / "model", device="cpu").state_dict()
    torch.testing.assert_close(again, first, rtol=0, atol=0)


def test_without_evaluation_the_model_is_the_last_one(sources: Sources, tmp_path: Path) -> None:
    train = replace(SHORT.train, evaluate_steps=0, picture_steps=0)
    fine_tune(replace(SHORT, train=train), sources, tmp_path, _ignore)
    model, last = (load_sam(tmp_path / name, device="cpu") for name in ("model", "last"))
    torch.testing.assert_close(model.state_dict(), last.state_dict(), rtol=0, atol=0)


@pytest.mark.parametrize(
    ("masks", "message"),
    [
        ([[]] * 3, "none of its 3 images has a mask"),
        ([[square(4, 4, size=(60, 70))]] * 3, "3 broken samples"),
    ],
)
def test_useless_data_end_the_run_before_its_first_step(
    sources: Sources, write_coco: WriteCoco, tmp_path: Path, masks: list, message: str
) -> None:
    data = (write_coco(masks, name="useless"),)
    with pytest.raises(InputError, match=message):
        fine_tune(SHORT, replace(sources, data=data), tmp_path / "run", _ignore)
    assert not (tmp_path / "run").exists()


def test_missing_data_and_models_are_named(sources: Sources, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere does not exist"):
        fine_tune(SHORT, replace(sources, data=(Path("nowhere"),)), tmp_path, _ignore)
    with pytest.raises(ConfigurationError, match="no model is called 'vit_bb'; did you mean"):
        fine_tune(SHORT, replace(sources, init="vit_bb"), tmp_path, _ignore)


def test_a_run_folder_of_another_model_is_refused(sources: Sources, tmp_path: Path) -> None:
    shutil.copytree(sources.init or "", tmp_path / "mine")
    sources = replace(sources, init=str(tmp_path / "mine"))
    fine_tune(SHORT, sources, tmp_path / "run", _ignore)
    encoder = PyramidConfig(widths=(8, 8, 16, 24), depths=(1, 1, 1, 1))
    other = SamConfig(encoder, image_size=64, embed_dim=32, decoder_heads=2, decoder_hidden=32)
    save_sam(build_sam(other), tmp_path / "mine")
    with pytest.raises(CheckpointError, match="was written for another model"):
        fine_tune(SHORT, sources, tmp_path / "run", _ignore)


def test_variants_differ_in_what_they_tune() -> None:
    assert {name: config.tune for name, config in SAM.variants.items()} == {
        name: name for name in ("decoder", "lora", "all")
    }
    assert isinstance(SAM.config, FineTuning)


def test_images_are_drawn_as_often_as_their_data_set_weighs(
    sources: Sources, tmp_path: Path
) -> None:
    twice = replace(sources, data=sources.data * 2)
    weighted = replace(SHORT, data_weights=(1.0, 0.0))
    fine_tune(weighted, twice, tmp_path / "one", _ignore)
    assert (tmp_path / "one/model").is_dir()
    with pytest.raises(ConfigurationError, match="data_weights has 1 entries for 2 data sets"):
        fine_tune(replace(SHORT, data_weights=(1.0,)), twice, tmp_path / "two", _ignore)

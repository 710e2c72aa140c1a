"""Claims about the optimiser's groups and the schedule."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from anymask.errors import ConfigurationError
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import sam_vit_b
from anymask.training.config import OptimConfig
from anymask.training.optim import build_optimizer, learning_rate, rate_shares, set_rate

CONFIG = OptimConfig(learning_rate=0.5, warmup_steps=10, final_rate=0.1)


def test_only_matrices_and_kernels_decay() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4), nn.Linear(4, 2))
    decaying, steady = build_optimizer(model, CONFIG).param_groups
    assert [p.ndim for p in decaying["params"]] == [4, 2]
    assert [p.ndim for p in steady["params"]] == [1, 1, 1, 1]
    assert (decaying["weight_decay"], steady["weight_decay"]) == (CONFIG.weight_decay, 0)


def test_frozen_weights_are_left_out() -> None:
    model = nn.Sequential(nn.Linear(2, 2).requires_grad_(False), nn.Linear(2, 3))
    groups = build_optimizer(model, CONFIG).param_groups
    assert [tuple(p.shape) for group in groups for p in group["params"]] == [(3, 2), (3,)]


def test_the_rate_rises_evenly_to_its_peak() -> None:
    rates = [learning_rate(step, 100, CONFIG) for step in range(11)]
    assert rates[:10] == pytest.approx([0.05 * (step + 1) for step in range(10)])
    assert rates[10] == pytest.approx(0.5)


def test_the_fall_equals_torchs_cosine() -> None:
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.5)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=90, eta_min=0.05)
    for step in range(10, 101):
        assert learning_rate(step, 100, CONFIG) == pytest.approx(cosine.get_last_lr()[0])
        optimizer.step()
        cosine.step()


@given(st.integers(1, 300), st.integers(0, 50), st.integers(0, 1000))
def test_any_schedule_stays_between_nothing_and_the_peak(steps: int, warmup: int, at: int) -> None:
    config = OptimConfig(learning_rate=1.0, warmup_steps=warmup, final_rate=0.0)
    assert 0 <= learning_rate(at, steps, config) <= 1


def test_a_constant_rate_stays_after_the_warm_up() -> None:
    config = OptimConfig(learning_rate=0.5, warmup_steps=4, schedule="constant")
    assert {learning_rate(step, 100, config) for step in range(3, 200)} == {0.5}


def test_steps_equal_torchs_milestones() -> None:
    config = OptimConfig(learning_rate=0.5, warmup_steps=0, schedule="steps", milestones=(3, 7))
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.5)
    expected = torch.optim.lr_scheduler.MultiStepLR(optimizer, [3, 7])
    for step in range(10):
        assert learning_rate(step, 10, config) == pytest.approx(expected.get_last_lr()[0])
        optimizer.step()
        expected.step()


def test_lower_layers_of_the_encoder_learn_more_slowly() -> None:
    with torch.device("meta"):
        names = [name for name, _ in build_sam(sam_vit_b()).named_parameters()]
    shares = rate_shares(names, 0.6)
    block = "image_encoder.vit.blocks.{}.attn.qkv.weight"
    assert shares[block.format(11)] == pytest.approx(0.6)
    assert shares[block.format(0)] == pytest.approx(0.6**12)
    assert shares["image_encoder.vit.patch_embed.proj.weight"] == pytest.approx(0.6**13)
    assert shares["image_encoder.vit.pos_embed"] == pytest.approx(0.6**13)
    full = {name for name, share in shares.items() if share == 1}
    assert full == {name for name in names if not name.startswith("image_encoder.vit.")}


def test_every_group_gets_its_share_of_the_rate() -> None:
    model = nn.ModuleDict({"encoder": nn.ModuleDict({"blocks": nn.ModuleList([nn.Linear(2, 2)])})})
    model["head"] = nn.Linear(2, 2)
    optimizer = build_optimizer(model, OptimConfig(layer_decay=0.5))
    set_rate(optimizer, 0.1)
    rates = {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]}
    assert [rates[id(p)] for p in model.parameters()] == [0.05, 0.05, 0.1, 0.1]


def test_an_encoder_without_blocks_has_no_layers() -> None:
    with pytest.raises(ConfigurationError, match=r"is 0\.5, but the image encoder has no blocks"):
        rate_shares(["image_encoder.stem.weight"], 0.5)

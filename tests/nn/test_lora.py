"""Claims about low-rank adapters."""

import pytest
import torch
from torch import nn

from anymask.errors import ConfigurationError
from anymask.nn.lora import LoraLinear, add_adapters, merge_adapters
from anymask.nn.vit import VisionTransformer

PIXELS = torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(1))


@pytest.fixture
def vit() -> VisionTransformer:
    torch.manual_seed(0)
    return VisionTransformer(
        grid_side=4, patch_size=8, width=16, depth=2, heads=2, window=2, global_blocks=(1,)
    )


def _adapters(model: nn.Module) -> list[LoraLinear]:
    return [module for module in model.modules() if isinstance(module, LoraLinear)]


def _train(model: nn.Module, steps: int = 3) -> None:
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=0.1)
    for _ in range(steps):
        optimizer.zero_grad()
        (model(PIXELS) - 1).square().mean().backward()
        optimizer.step()


def test_fresh_adapters_change_nothing(vit: VisionTransformer) -> None:
    before = vit(PIXELS)
    assert add_adapters(vit, ("qkv", "lin1", "lin2"), rank=2) == 6
    torch.testing.assert_close(vit(PIXELS), before, rtol=0, atol=1e-6)


def test_only_adapters_learn(vit: VisionTransformer) -> None:
    before = {name: value.clone() for name, value in vit.state_dict().items()}
    add_adapters(vit, ("qkv",), rank=2)
    _train(vit)
    after = vit.state_dict()
    assert all(torch.equal(after[name], value) for name, value in before.items())
    assert all(adapter.up.any() for adapter in _adapters(vit))


@pytest.mark.parametrize("names", [("qkv",), ("lin1", "lin2")])
@pytest.mark.parametrize("grad", [True, False])
def test_the_merged_model_computes_the_same(
    vit: VisionTransformer, names: tuple[str, ...], grad: bool
) -> None:
    add_adapters(vit, names, rank=3)
    _train(vit)
    with torch.set_grad_enabled(grad):
        adapted = vit(PIXELS)
        merge_adapters(vit)
        torch.testing.assert_close(vit(PIXELS), adapted, rtol=1e-5, atol=1e-5)


def test_merging_gives_back_an_ordinary_model(vit: VisionTransformer) -> None:
    names = {name: value.shape for name, value in vit.state_dict().items()}
    add_adapters(vit, ("qkv",), rank=2)
    merge_adapters(vit)
    assert {name: value.shape for name, value in vit.state_dict().items()} == names
    assert not _adapters(vit)


@pytest.mark.parametrize(
    ("names", "rank", "message"),
    [
        (("querry",), 4, "no linear layer of this model is called querry"),
        (("qkv",), 0, "rank of the adapters is 0; pass 1 to 16"),
        (("qkv",), 17, "rank of the adapters is 17; pass 1 to 16"),
    ],
)
def test_impossible_adapters_are_refused(
    vit: VisionTransformer, names: tuple[str, ...], rank: int, message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        add_adapters(vit, names, rank)

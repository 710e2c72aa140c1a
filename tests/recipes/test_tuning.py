"""Claims about what learns when a model is fine-tuned."""

import pytest
import torch

from anymask.errors import ConfigurationError
from anymask.models.sam.build import build_sam
from anymask.models.sam.config import PyramidConfig, SamConfig, VitConfig
from anymask.models.sam.model import Sam
from anymask.recipes.tuning import choose_what_learns, set_up_encoder

ENCODERS = {
    "vit": VitConfig(width=16, depth=3, heads=2, global_blocks=(2,), window=2),
    "pyramid": PyramidConfig(widths=(8, 8, 16, 16), depths=(1, 1, 1, 1)),
}


@pytest.fixture(params=ENCODERS)
def sam(request: pytest.FixtureRequest) -> Sam:
    torch.manual_seed(0)
    encoder = ENCODERS[request.param]
    return build_sam(
        SamConfig(encoder, image_size=64, embed_dim=32, decoder_heads=2, decoder_hidden=32)
    )


def _learning(sam: Sam) -> set[str]:
    names = [name for name, value in sam.named_parameters() if value.requires_grad]
    return {"adapter" if name.endswith((".up", ".down")) else name.split(".")[0] for name in names}


@pytest.mark.parametrize(
    ("tune", "expected"),
    [
        ("decoder", {"mask_decoder"}),
        ("lora", {"mask_decoder", "adapter"}),
        ("all", {"mask_decoder", "prompt_encoder", "image_encoder"}),
    ],
)
def test_what_was_asked_for_learns(sam: Sam, tune: str, expected: set[str]) -> None:
    choose_what_learns(sam, tune, 2)  # type: ignore[arg-type]
    assert _learning(sam) == expected


def test_adapters_are_few_weights() -> None:
    sam = build_sam(SamConfig(ENCODERS["pyramid"], image_size=64, embed_dim=32))
    before = sum(p.numel() for p in sam.image_encoder.parameters())
    choose_what_learns(sam, "lora", 1)
    adapters = [p.numel() for p in sam.image_encoder.parameters() if p.requires_grad]
    assert 0 < sum(adapters) < 0.15 * before


def test_a_rank_wider_than_the_layers_is_refused(sam: Sam) -> None:
    with pytest.raises(ConfigurationError, match="rank of the adapters is 1000; pass 1 to"):
        choose_what_learns(sam, "lora", 1000)


def test_a_vits_encoder_is_set_up_and_a_pyramid_left_alone(sam: Sam) -> None:
    set_up_encoder(sam, drop_path=0.4, checkpoint_blocks=True)
    vit = getattr(sam.image_encoder, "vit", None)
    if vit is not None:
        assert vit.checkpointing
        assert [block.drop_path.rate for block in vit.blocks] == pytest.approx([0.0, 0.2, 0.4])

import pytest
import torch

from anymask.models.sam.build import build_sam
from anymask.models.sam.config import PyramidConfig, SamConfig, VitConfig

OFFICIAL_NAMES = (
    ("image_encoder.vit.", "image_encoder."),
    ("image_encoder.neck.conv1.", "image_encoder.neck.0."),
    ("image_encoder.neck.norm1.", "image_encoder.neck.1."),
    ("image_encoder.neck.conv2.", "image_encoder.neck.2."),
    ("image_encoder.neck.norm2.", "image_encoder.neck.3."),
    (
        "prompt_encoder.positions.frequencies",
        "prompt_encoder.pe_layer.positional_encoding_gaussian_matrix",
    ),
    ("mask_decoder.iou_token", "mask_decoder.iou_token.weight"),
    ("mask_decoder.mask_tokens", "mask_decoder.mask_tokens.weight"),
    (".token_to_image.", ".cross_attn_token_to_image."),
    (".image_to_token.", ".cross_attn_image_to_token."),
    (".final_attn.", ".final_attn_token_to_image."),
    (".norm_final.", ".norm_final_attn."),
    ("mask_decoder.upscaling.conv1.", "mask_decoder.output_upscaling.0."),
    ("mask_decoder.upscaling.norm.", "mask_decoder.output_upscaling.1."),
    ("mask_decoder.upscaling.conv2.", "mask_decoder.output_upscaling.3."),
    ("mask_decoder.hypernetworks.", "mask_decoder.output_hypernetworks_mlps."),
    ("mask_decoder.iou_head.", "mask_decoder.iou_prediction_head."),
)
"""Our names -> those in a file from the official repository."""


@pytest.fixture
def vit_config() -> SamConfig:
    encoder = VitConfig(width=32, depth=2, heads=2, global_blocks=(1,), window=3)
    return SamConfig(encoder, image_size=64, embed_dim=32, decoder_hidden=64, mask_channels=8)


@pytest.fixture
def pyramid_config() -> SamConfig:
    encoder = PyramidConfig(widths=(8, 16, 24, 32), depths=(1, 1, 1, 1))
    return SamConfig(encoder, image_size=64, embed_dim=32, decoder_hidden=64, mask_channels=8)


@pytest.fixture(params=["vit", "pyramid"])
def sam(request, vit_config, pyramid_config):
    torch.manual_seed(0)
    return build_sam(vit_config if request.param == "vit" else pyramid_config)


@pytest.fixture
def official_state(vit_config) -> dict[str, torch.Tensor]:
    """Return random weights of a small ViT SAM under the official names."""
    torch.manual_seed(0)
    return _official_names(build_sam(vit_config).state_dict())


def _official_names(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    renamed = {}
    for name, value in state.items():
        for ours, official in OFFICIAL_NAMES:
            name = name.replace(ours, official)
        renamed[name] = value
    for index, row in enumerate(renamed.pop("prompt_encoder.label_embed")):
        renamed[f"prompt_encoder.point_embeddings.{index}.weight"] = row[None]
    for ours, official in (("padding_embed", "not_a_point_embed"), ("no_mask_embed",) * 2):
        vector = renamed.pop(f"prompt_encoder.{ours}")
        renamed[f"prompt_encoder.{official}.weight"] = vector[None]
    return renamed

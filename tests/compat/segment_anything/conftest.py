"""A small SAM with random weights in transformers and, with the same weights, in our compat Sam."""

import pytest
import torch

from anymask.compat.segment_anything import Sam
from anymask.models.sam.build import build_sam
from anymask.models.sam.weights import infer_config, translate


@pytest.fixture(scope="session")
def peer():
    """transformers' SamModel: image 128, grid 8, two blocks."""
    transformers = pytest.importorskip("transformers")
    torch.manual_seed(0)
    config = transformers.SamConfig(
        vision_config=transformers.SamVisionConfig(
            hidden_size=32,
            output_channels=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            image_size=128,
            global_attn_indexes=[1],
            window_size=4,
            mlp_dim=128,
            num_pos_feats=16,
        ),
        prompt_encoder_config=transformers.SamPromptEncoderConfig(
            hidden_size=32, image_size=128, mask_input_channels=16
        ),
        mask_decoder_config=transformers.SamMaskDecoderConfig(
            hidden_size=32, mlp_dim=64, num_attention_heads=8, iou_head_hidden_dim=32
        ),
    )
    model = transformers.SamModel(config).eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return model


@pytest.fixture(scope="session")
def sam(peer) -> Sam:
    state = translate(peer.state_dict())
    model = build_sam(infer_config(state))
    model.load_state_dict(state)
    return Sam(model).eval()

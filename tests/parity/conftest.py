import pytest
import torch

transformers = pytest.importorskip("transformers")


@pytest.fixture(scope="session")
def huggingface_sam():
    """Return transformers' SAM at full width but little depth, with weights that matter."""
    torch.manual_seed(0)
    vision = transformers.SamVisionConfig(
        hidden_size=96,
        mlp_dim=384,
        num_hidden_layers=3,
        num_attention_heads=4,
        global_attn_indexes=[2],
        image_size=256,
        window_size=7,
    )
    config = transformers.SamConfig(
        vision_config=vision,
        prompt_encoder_config={"image_size": 256},
        # The official model keeps PyTorch's default there; transformers has another.
        mask_decoder_config={"layer_norm_eps": 1e-5},
    )
    model = transformers.SamModel(config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "norm" not in name:
                parameter.normal_(std=0.08)
    return model

"""The same random SAM twice: transformers' and ours. Benchmarks import it."""

import torch
import transformers

from anymask.models.sam import config as sizes
from anymask.models.sam.build import build_sam
from anymask.models.sam.model import Sam
from anymask.models.sam.weights import infer_config, translate

SIZES = {"vit_b": sizes.sam_vit_b, "vit_l": sizes.sam_vit_l, "vit_h": sizes.sam_vit_h}


def same_weights(name: str = "vit_b") -> tuple[transformers.SamModel, Sam]:
    """Build an official size twice with the same random weights, large enough to matter."""
    torch.manual_seed(0)
    encoder = SIZES[name]().encoder
    assert isinstance(encoder, sizes.VitConfig)
    vision = transformers.SamVisionConfig(
        hidden_size=encoder.width,
        mlp_dim=4 * encoder.width,
        num_hidden_layers=encoder.depth,
        num_attention_heads=encoder.heads,
        global_attn_indexes=list(encoder.global_blocks),
    )
    theirs = transformers.SamModel(transformers.SamConfig(vision_config=vision)).eval()
    for parameter_name, parameter in theirs.named_parameters():
        if "norm" not in parameter_name:
            std = 0.02 if parameter_name.startswith("vision") else 0.05
            torch.nn.init.normal_(parameter, std=std)
    state = translate(theirs.state_dict())
    ours = build_sam(infer_config(state))
    ours.load_state_dict(state)
    return theirs, ours

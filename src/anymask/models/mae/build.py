"""Build a masked autoencoder from its description."""

import torch
from torch import nn

from anymask.models.mae.config import MaeConfig
from anymask.models.mae.decoder import PixelDecoder
from anymask.models.mae.model import MaskedAutoencoder
from anymask.nn.position import sine_positions
from anymask.nn.vit import VisionTransformer


def build_mae(config: MaeConfig) -> MaskedAutoencoder:
    """Build the model, initialised as published: Xavier weights, fixed sine positions."""
    encoder = VisionTransformer(
        grid_side=config.grid_side,
        patch_size=config.patch_size,
        width=config.width,
        depth=config.depth,
        heads=config.heads,
    )
    encoder.pos_embed = nn.Parameter(
        sine_positions(config.grid_side, config.width), requires_grad=False
    )
    decoder = PixelDecoder(
        grid_side=config.grid_side,
        input_width=config.width,
        width=config.decoder_width,
        depth=config.decoder_depth,
        heads=config.decoder_heads,
        patch_values=3 * config.patch_size**2,
    )
    model = MaskedAutoencoder(config, encoder, decoder)
    _initialise(model)
    return model


@torch.no_grad()
def _initialise(model: MaskedAutoencoder) -> None:
    """Initialise all weights (MAE, appendix A.1)."""
    for layer in model.modules():
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    projection = model.encoder.patch_embed.proj
    nn.init.xavier_uniform_(projection.weight.flatten(1))  # as the matrix that it is
    for token in (model.class_token, model.decoder.mask_token):
        nn.init.normal_(token, std=0.02)

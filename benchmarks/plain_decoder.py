"""The mask decoder as a plain export has it: the textbook form of the published architecture.

`browser.py` races our graphs against it. It has the weights of a model of ours and gives the same
logits; every click projects the whole image anew, and there is a mask prompt whether given or not.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from anymask.models.sam.model import Sam

NAMES = ("coords", "labels", "mask", "has_mask", "features")


class PlainDecoder(nn.Module):
    """Prompt and embedding to all four masks."""

    def __init__(self, sam: Sam) -> None:
        super().__init__()
        self.prompts = sam.prompt_encoder
        self.decoder = sam.mask_decoder
        self.register_buffer("positions", sam.prompt_encoder.image_positions())

    def forward(
        self, coords: Tensor, labels: Tensor, mask: Tensor, has_mask: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Answer one prompt: (1, T, 2), (1, T), (1, 1, m, m), (1,) 0 or 1, (1, C, h, w)."""
        tokens = self.decoder.tokens(self.prompts.sparse(coords, labels.long()))
        unmasked = self.prompts.no_mask_embed[None, :, None, None]
        dense = has_mask * self.prompts.dense(mask) + (1 - has_mask) * unmasked
        image = (features + dense).flatten(2).transpose(1, 2)
        state, image = self._transform(tokens, image)
        filters, scores = self.decoder.read(state, slice(None))
        upscaled = self._upscale(image.transpose(1, 2).reshape(features.shape))
        masks = filters @ upscaled.flatten(2)
        return masks.unflatten(2, upscaled.shape[2:]), scores

    def _transform(self, tokens: Tensor, image: Tensor) -> tuple[Tensor, Tensor]:
        state, places = tokens, self.positions
        for layer in self.decoder.transformer.layers:
            asked = state if layer.first else state + tokens
            attended = layer.self_attn(asked, asked, state)
            state = layer.norm1(attended if layer.first else state + attended)
            looked = layer.token_to_image(state + tokens, image + places, image)
            state = layer.norm2(state + looked)
            state = layer.norm3(state + layer.mlp(state))
            spread = layer.image_to_token(image + places, state + tokens, state)
            image = layer.norm4(image + spread)
        last = self.decoder.transformer
        looked = last.final_attn(state + tokens, image + places, image)
        return last.norm_final(state + looked), image

    def _upscale(self, image: Tensor) -> Tensor:
        layers = self.decoder.upscaling
        wide = layers.conv1(image)
        mean = wide.mean(1, keepdim=True)
        spread = (wide - mean).pow(2).mean(1, keepdim=True)
        normal = (wide - mean) / torch.sqrt(spread + layers.norm.eps)
        normal = layers.norm.weight[:, None, None] * normal + layers.norm.bias[:, None, None]
        return F.gelu(layers.conv2(F.gelu(normal)))

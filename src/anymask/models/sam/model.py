"""SAM: encode an image once, decode any prompt about it in milliseconds (SAM, section 3)."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from jaxtyping import Float, Int, UInt8
from torch import Tensor, nn

from anymask.models.sam.config import SamConfig
from anymask.models.sam.image_encoder import Embedding, ImageEncoder
from anymask.models.sam.mask_decoder import DecoderImage, MaskDecoder, skip_to_tokens
from anymask.models.sam.prompt_encoder import PromptEncoder
from anymask.models.sam.pyramid_encoder import PyramidEncoder
from anymask.nn.linear import is_cpu_inference

PIXEL_MEAN = (123.675, 116.28, 103.53)
PIXEL_STD = (58.395, 57.12, 57.375)

PROMPTS_IN_CACHE = 1
"""Prompts decoded at a time on a CPU."""


@dataclass(frozen=True)
class MaskPrediction:
    """Masks for B prompts.

    Attributes:
        logits: low-resolution mask logits over the padded square; a mask is where they are > 0.
        scores: predicted IoU of each mask with the object meant.
    """

    logits: Float[Tensor, "B M h w"]
    scores: Float[Tensor, "B M"]


@dataclass(frozen=True)
class PreparedImage:
    """One image, ready for any number of prompts: `Sam.prepare` makes it, `Sam.decode` takes it.

    Or B images for as many prompts, from `Sam.prepare_batch` for `Sam.decode_batch`.
    """

    features: Float[Tensor, "K C h w"]
    image: DecoderImage


class Sam(nn.Module):
    """The promptable segmentation model.

    Args:
        config: what it was built from.
        image_encoder, prompt_encoder, mask_decoder: its three parts.
    """

    def __init__(
        self,
        config: SamConfig,
        image_encoder: ImageEncoder | PyramidEncoder,
        prompt_encoder: PromptEncoder,
        mask_decoder: MaskDecoder,
    ) -> None:
        super().__init__()
        self.config = config
        self.image_encoder = image_encoder
        self.prompt_encoder = prompt_encoder
        self.mask_decoder = mask_decoder

    @property
    def image_size(self) -> int:
        """Side of the padded square in pixels."""
        return self.config.image_size

    @property
    def mask_size(self) -> int:
        """Side of the low-resolution logits in cells."""
        return self.config.mask_size

    @property
    def device(self) -> torch.device:
        """Where the weights lie."""
        return self.mask_decoder.iou_token.device

    @property
    def dtype(self) -> torch.dtype:
        """Type of the weights and of the arithmetic."""
        return self.mask_decoder.iou_token.dtype

    def preprocess(self, images: list[UInt8[Tensor, "3 _ _"]]) -> Float[Tensor, "B 3 S S"]:
        """Normalise images that already fit the square and pad them right and bottom with zeros.

        Args:
            images: RGB in 0..255, resized so that the longest side is `image_size`; they may
                differ in size.
        """
        side = self.image_size
        mean = torch.tensor(PIXEL_MEAN, device=self.device).view(3, 1, 1)
        std = torch.tensor(PIXEL_STD, device=self.device).view(3, 1, 1)
        padded = []
        for image in images:
            height, width = image.shape[-2:]
            normal = (image.to(self.device).float() - mean) / std
            padded.append(F.pad(normal, (0, side - width, 0, side - height)))
        return torch.stack(padded).to(self.dtype)

    def encode(self, pixels: Float[Tensor, "B 3 S S"]) -> Embedding:
        """Run the heavy part, once per image."""
        embedding: Embedding = self.image_encoder(pixels)
        if not self.config.encoder_knows_positions:
            features = embedding.features
            places = self.prompt_encoder.image_positions().transpose(1, 2).view(features[:1].shape)
            return Embedding(features + places, embedding.skips)
        return embedding

    def prepare(self, embedding: Embedding, index: int = 0) -> PreparedImage:
        """Make what every prompt about image `index` needs, once."""
        one = embedding.of(index)
        return PreparedImage(one.features, self._decoder_image(one.features, one.skips))

    def decode(
        self,
        image: PreparedImage,
        coords: Float[Tensor, "B T 2"],
        labels: Int[Tensor, "B T"],
        masks: Float[Tensor, "B 1 m m"] | None = None,
        heads: slice = slice(None),
    ) -> MaskPrediction:
        """Answer B prompts about one image.

        Args:
            image: from `prepare`.
            coords: (x, y) in pixels of the padded square.
            labels: 0 background, 1 foreground, 2 and 3 box corners, -1 padding.
            masks: low-resolution logits of an earlier answer, (B, 1, mask_size, mask_size).
            heads: which of the four masks to compute: 0 is the single one, 1 to 3 the ambiguous
                three.
        """
        step = PROMPTS_IN_CACHE if is_cpu_inference(image.features, coords) else len(coords)
        parts = []
        for start in range(0, len(coords), max(step, 1)):
            rows = slice(start, start + step)
            part = image.image
            if masks is not None:
                part = self._with_masks(image, masks[rows])
            sparse = self.prompt_encoder.sparse(coords[rows], labels[rows])
            parts.append(self.mask_decoder(part, sparse, heads))
        logits, scores = (torch.cat(list(pieces)) for pieces in zip(*parts, strict=True))
        return MaskPrediction(logits, scores)

    def prepare_batch(self, embedding: Embedding, image_index: Int[Tensor, "B"]) -> PreparedImage:
        """Make what B prompts about several images need, once for all their rounds.

        Args:
            embedding: of the images.
            image_index: which image each prompt is about.
        """
        # Images are arranged for the decoder before they are repeated for their prompts.
        shared = self._decoder_image(embedding.features, embedding.skips)
        tokens, *skips = (
            part.index_select(0, image_index) for part in (shared.tokens, *shared.skips)
        )
        features = embedding.features.index_select(0, image_index)
        return PreparedImage(features, DecoderImage(tokens, shared.positions, tuple(skips)))

    def decode_batch(
        self,
        images: PreparedImage,
        coords: Float[Tensor, "B T 2"],
        labels: Int[Tensor, "B T"],
        masks: Float[Tensor, "B 1 m m"] | None = None,
        heads: slice = slice(None),
    ) -> MaskPrediction:
        """Answer B prompts about several images at once (for training).

        Args:
            images: from `prepare_batch`.
            coords, labels, masks, heads: as in `decode`.
        """
        image = images.image if masks is None else self._with_masks(images, masks)
        sparse = self.prompt_encoder.sparse(coords, labels)
        logits, scores = self.mask_decoder(image, sparse, heads)
        return MaskPrediction(logits, scores)

    def _decoder_image(self, features: Tensor, skips: tuple[Tensor, ...]) -> DecoderImage:
        dense = self.prompt_encoder.dense(None)
        positions = self.prompt_encoder.image_positions()
        tokens = tuple(skip_to_tokens(skip, level + 1) for level, skip in enumerate(skips))
        return self.mask_decoder.prepare(features, dense, positions, tokens)

    def _with_masks(self, image: PreparedImage, masks: Tensor) -> DecoderImage:
        dense = self.prompt_encoder.dense(masks.to(self.dtype))
        return self.mask_decoder.prepare(
            image.features, dense, image.image.positions, image.image.skips
        )

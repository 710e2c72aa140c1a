"""`Sam` of the official package: the model with the official attributes and batch interface."""

from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional as F

from anymask.errors import InputError
from anymask.geometry.frame import Frame
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import PIXEL_MEAN, PIXEL_STD, MaskPrediction, PreparedImage
from anymask.models.sam.model import Sam as Model
from anymask.prompting.prompts import BOX_LABELS, PADDING_LABEL

SINGLE_HEAD, AMBIGUOUS_HEADS = slice(0, 1), slice(1, 4)


class ImageEncoderView:
    """What the official code reads from `sam.image_encoder`.

    Args:
        model: whose encoder this is.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self.img_size = model.image_size

    def __call__(self, x: Float[Tensor, "B 3 S S"]) -> Float[Tensor, "B C h w"]:
        """Encode normalised, padded images."""
        return self._model.encode(x.to(self._model.dtype)).features


class Sam(nn.Module):
    """A model under the official names.

    Args:
        model: anymask's model, which does the work.
    """

    mask_threshold: float = 0.0
    image_format: str = "RGB"

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    @property
    def device(self) -> torch.device:
        """Where the model lives."""
        return self.model.device

    @property
    def image_encoder(self) -> ImageEncoderView:
        """The encoder, for its `img_size` and for being called."""
        return ImageEncoderView(self.model)

    @torch.no_grad()
    def forward(
        self, batched_input: list[dict[str, Any]], multimask_output: bool
    ) -> list[dict[str, Tensor]]:
        """Segment several images, each with its own prompts.

        Args:
            batched_input: per image a dictionary with `image`, (3, h, w) resized and in 0..255;
                `original_size`, (height, width); and as far as there are any `point_coords`
                (B, N, 2) and `point_labels` (B, N), `boxes` (B, 4) and `mask_inputs`
                (B, 1, h, w), in pixels of the resized image.
            multimask_output: three masks for each prompt instead of one.

        Returns:
            Per image a dictionary with `masks` (B, C, H, W) boolean, `iou_predictions` (B, C) and
            `low_res_logits` (B, C, h, w).
        """
        pixels = torch.stack([self.preprocess(record["image"]) for record in batched_input])
        embedding = self.model.encode(pixels)
        answers = []
        for index, record in enumerate(batched_input):
            said = self.decode(
                self.model.prepare(embedding, index),
                record.get("point_coords"),
                record.get("point_labels"),
                record.get("boxes"),
                record.get("mask_inputs"),
                multimask_output,
            )
            masks = self.postprocess_masks(
                said.logits, record["image"].shape[-2:], record["original_size"]
            )
            answers.append(
                {
                    "masks": masks > self.mask_threshold,
                    "iou_predictions": said.scores,
                    "low_res_logits": said.logits,
                }
            )
        return answers

    def embed(self, pixels: Float[Tensor, "1 3 S S"]) -> Embedding:
        """Encode one normalised, padded image."""
        return self.model.encode(pixels)

    def decode(
        self,
        image: PreparedImage,
        point_coords: Tensor | None,
        point_labels: Tensor | None,
        boxes: Tensor | None,
        mask_input: Tensor | None,
        multimask_output: bool,
    ) -> MaskPrediction:
        """Answer prompts given in pixels of the resized image, (B, N, 2), (B, N), (B, 4)."""
        count = next((len(one) for one in (point_coords, boxes, mask_input) if one is not None), 1)
        coords = torch.zeros(count, 0, 2, device=self.device)
        labels = torch.zeros(count, 0, dtype=torch.int64, device=self.device)
        if point_coords is not None:
            if point_labels is None:
                raise InputError("point_coords were given without point_labels; pass one per point")
            coords = point_coords.to(self.device).float()
            labels = point_labels.to(self.device).long()
            if boxes is None:
                coords = torch.cat([coords, coords.new_zeros(count, 1, 2)], dim=1)
                labels = torch.cat([labels, labels.new_full((count, 1), PADDING_LABEL)], dim=1)
        if boxes is not None:
            corners = boxes.to(self.device).float().reshape(-1, 2, 2)
            coords = torch.cat([coords, corners], dim=1)
            kinds = labels.new_tensor(BOX_LABELS).expand(count, 2)
            labels = torch.cat([labels, kinds], dim=1)
        heads = AMBIGUOUS_HEADS if multimask_output else SINGLE_HEAD
        masks = None if mask_input is None else mask_input.to(self.device).float()
        return self.model.decode(image, coords, labels, masks, heads)

    def postprocess_masks(
        self,
        masks: Float[Tensor, "B C h w"],
        input_size: tuple[int, ...],
        original_size: tuple[int, ...],
    ) -> Float[Tensor, "B C H W"]:
        """Bring low-resolution logits to the original size.

        Args:
            masks: logits of the padded square.
            input_size: (height, width) of the resized image inside the square.
            original_size: (height, width) of the image.
        """
        side = self.model.image_size
        frame = Frame(
            (int(original_size[0]), int(original_size[1])),
            (int(input_size[0]), int(input_size[1])),
            (side, side),
        )
        return frame.upsample(masks)

    def preprocess(self, x: Tensor) -> Tensor:
        """Normalise pixels (..., 3, h, w) in 0..255 and pad them right and bottom to the square."""
        side = self.model.image_size
        height, width = x.shape[-2:]
        pixels = x.to(self.device).float()
        mean, std = (pixels.new_tensor(each).view(3, 1, 1) for each in (PIXEL_MEAN, PIXEL_STD))
        normal = (pixels - mean) / std
        return F.pad(normal, (0, side - width, 0, side - height)).to(self.model.dtype)

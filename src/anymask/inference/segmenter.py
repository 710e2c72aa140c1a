"""Segmenter: a model that is ready to use; `anymask.load` makes one.

The command line, the notebooks and the compatibility layer start here: an image becomes a `Scene`
that answers prompts, or all of its objects become `Masks` in everything mode.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from anymask.errors import InputError
from anymask.geometry.frame import Frame
from anymask.inference.automatic import AutomaticOptions, segment_everything
from anymask.inference.encoded import EncodedImage
from anymask.inference.result import Masks
from anymask.inference.scene import Scene
from anymask.inference.tiles import segment_tiles
from anymask.models.load import Precision, load_sam
from anymask.models.sam.model import Sam
from anymask.storage.images import open_image

ImageSource = str | Path | bytes | Image.Image | np.ndarray | Tensor
"""Whatever `open_image` opens."""

IMAGES_PER_ENCODE = 4
"""Images that go through the encoder together."""


class Segmenter:
    """A promptable segmentation model for whole images.

    Args:
        sam: the model, on the device where it is to run.
    """

    def __init__(self, sam: Sam) -> None:
        self.sam = sam

    def embed(self, image: ImageSource) -> Scene:
        """Encode an image, once, for any number of prompts.

        Args:
            image: path, bytes, PIL image, array or tensor; see `open_image`.

        >>> scene = Segmenter(sam).embed("cat.jpg")  # doctest: +SKIP
        """
        return self.embed_batch([image])[0]

    def embed_batch(self, images: Sequence[ImageSource]) -> list[Scene]:
        """Encode several images, of any sizes, a few at a time."""
        scenes = []
        for start in range(0, len(images), IMAGES_PER_ENCODE):
            encoded = self._encode(images[start : start + IMAGES_PER_ENCODE])
            scenes += [self.open(one) for one in encoded]
        return scenes

    def encode(self, image: ImageSource) -> EncodedImage:
        """Encode an image into something that can be kept and sent."""
        return self._encode([image])[0]

    @torch.inference_mode()
    def open(self, encoded: EncodedImage) -> Scene:
        """Make an encoded image ready for prompts.

        Args:
            encoded: by this model; another model's features are refused where their shape differs.

        Raises:
            InputError: it was encoded by a model of another shape or input size.
        """
        side, shape = encoded.frame.padded[0], encoded.embedding.features.shape
        if side != self.sam.image_size or shape[1] != self.sam.config.embed_dim:
            raise InputError(
                f"the image was encoded at {side} pixels into {shape[1]} channels, this model has "
                f"{self.sam.image_size} and {self.sam.config.embed_dim}; encode it again"
            )
        embedding = encoded.embedding.to(self.sam.device, self.sam.dtype)
        return Scene(self.sam, self.sam.prepare(embedding), encoded.frame)

    @torch.inference_mode()
    def _encode(self, images: Sequence[ImageSource]) -> list[EncodedImage]:
        opened = [open_image(image) for image in images]
        frames = [Frame.fit(image.shape[:2], self.sam.image_size) for image in opened]
        resized = [frame.resize(image) for frame, image in zip(frames, opened, strict=True)]
        embedding = self.sam.encode(self.sam.preprocess(resized))
        return [EncodedImage(embedding.of(index), frame) for index, frame in enumerate(frames)]

    def everything(
        self,
        image: ImageSource,
        *,
        fast: bool = False,
        tile: int | None = None,
        **options: Any,
    ) -> Masks:
        """Segment every object, part and sub-part.

        Args:
            image: path, bytes, PIL image, array or tensor.
            fast: judge and deduplicate masks at low resolution; a little different, much faster.
            tile: side in pixels of overlapping tiles to work through, for images whose objects
                are too small for one look; None looks at the image as a whole.
            options: the published options by name, see `AutomaticOptions`. The thresholds of
                quality and stability default to what the model's configuration recommends, which
                for the official models are the published ones.

        Returns:
            Masks as run lengths, by falling score, with `parents`.

        Raises:
            ConfigurationError: an option that does not exist, or a value out of range.
        """
        config = self.sam.config
        recommended = {
            "pred_iou_thresh": config.pred_iou_thresh,
            "stability_score_thresh": config.stability_score_thresh,
        }
        chosen = AutomaticOptions.of(recommended | options)
        pixels = open_image(image)
        if tile is not None:
            return segment_tiles(self.embed, pixels, chosen, tile=tile, fast=fast)
        return segment_everything(self.embed, pixels, chosen, fast=fast)


def load(
    name_or_path: str | Path = "tiny",
    *,
    device: str | torch.device | None = None,
    precision: Precision = "fp32",
    image_size: int | None = None,
) -> Segmenter:
    """Load a model by catalogue name, or from a checkpoint file or folder.

    Args:
        name_or_path: "tiny", "vit_b", ... or a path to .pth, .safetensors or a folder.
        device: "cpu", "cuda", "mps", ...; None takes the best one there is.
        precision: "fp32", "bf16" or "fp16" weights.
        image_size: side of the square that the encoder sees, if not the one it was trained for:
            smaller is faster, larger sees more; positions are stretched.

    Raises:
        ConfigurationError: an unknown name.
        CheckpointError: a missing, damaged or foreign file.
    """
    sam = load_sam(name_or_path, device=device, precision=precision, image_size=image_size)
    return Segmenter(sam)

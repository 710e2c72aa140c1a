"""`SamPredictor` of the official package: set an image once, then predict masks for prompts."""

from typing import Any

import numpy as np
import torch
from jaxtyping import Bool, Float, UInt8
from torch import Tensor

from anymask.compat.segment_anything.modeling import Sam
from anymask.compat.segment_anything.utils.transforms import ResizeLongestSide
from anymask.errors import AnymaskError, InputError
from anymask.models.sam.image_encoder import Embedding
from anymask.models.sam.model import PreparedImage


class ImageNotSetError(AnymaskError, RuntimeError):
    """A prediction was asked for before there was an image."""


class SamPredictor:
    """Predict masks for prompts about one image at a time.

    Args:
        sam_model: from `sam_model_registry`.
    """

    original_size: tuple[int, ...]
    input_size: tuple[int, ...]

    def __init__(self, sam_model: Sam) -> None:
        self.model = sam_model
        self.transform = ResizeLongestSide(sam_model.image_encoder.img_size)
        self.reset_image()

    def set_image(self, image: UInt8[np.ndarray, "H W 3"], image_format: str = "RGB") -> None:
        """Encode an image.

        Args:
            image: (H, W, 3) uint8.
            image_format: "RGB" or "BGR".

        Raises:
            InputError: another format.
        """
        if image_format not in ("RGB", "BGR"):
            raise InputError(f"image_format is {image_format!r}; it must be 'RGB' or 'BGR'")
        if image_format != self.model.image_format:
            image = image[..., ::-1]
        pixels = torch.as_tensor(self.transform.apply_image(np.ascontiguousarray(image)))
        batch = pixels.permute(2, 0, 1)[None]  # (1, 3, h, w)
        self.set_torch_image(batch, (image.shape[0], image.shape[1]))

    @torch.no_grad()
    def set_torch_image(
        self, transformed_image: Tensor, original_image_size: tuple[int, ...]
    ) -> None:
        """Encode an image that is already resized.

        Args:
            transformed_image: (1, 3, h, w) in 0..255; its longest side is the model's.
            original_image_size: (height, width) before resizing.

        Raises:
            InputError: another shape.
        """
        side = self.model.image_encoder.img_size
        shape = tuple(transformed_image.shape)
        if len(shape) != 4 or shape[:2] != (1, 3) or max(shape[2:]) != side:
            raise InputError(
                f"transformed_image has shape {shape}; pass (1, 3, h, w) with longest side {side}, "
                "as ResizeLongestSide makes it"
            )
        self.reset_image()
        self.original_size = (int(original_image_size[0]), int(original_image_size[1]))
        self.input_size = (shape[2], shape[3])
        self._set(self.model.embed(self.model.preprocess(transformed_image)))

    def predict(
        self,
        point_coords: np.ndarray | None = None,
        point_labels: np.ndarray | None = None,
        box: np.ndarray | None = None,
        mask_input: np.ndarray | None = None,
        multimask_output: bool = True,
        return_logits: bool = False,
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Predict masks for one object.

        Args:
            point_coords: (N, 2) as (x, y) in pixels of the image.
            point_labels: (N,) 1 on the object, 0 off it.
            box: (4,) as (x0, y0, x1, y1) in pixels.
            mask_input: (1, h, w) low-resolution logits of an earlier prediction.
            multimask_output: three masks instead of one.
            return_logits: masks as unthresholded logits.

        Returns:
            Masks (C, H, W), predicted IoUs (C,) and low-resolution logits (C, h, w).

        Raises:
            ImageNotSetError: no image was set.
            InputError: points without labels.
        """
        self._require_image()
        coords, labels, boxes, masks = None, None, None, None
        if point_coords is not None:
            if point_labels is None:
                raise InputError("point_coords were given without point_labels; pass one per point")
            moved = self.transform.apply_coords(np.asarray(point_coords), self.original_size)
            coords = self._tensor(moved, torch.float)[None]
            labels = self._tensor(point_labels, torch.int)[None]
        if box is not None:
            boxes = self._tensor(
                self.transform.apply_boxes(np.asarray(box), self.original_size), torch.float
            )
        if mask_input is not None:
            masks = self._tensor(mask_input, torch.float)[None]
        found = self.predict_torch(coords, labels, boxes, masks, multimask_output, return_logits)
        full, scores, low_res = (one[0].detach().cpu().numpy() for one in found)
        return full, scores, low_res

    @torch.no_grad()
    def predict_torch(
        self,
        point_coords: Float[Tensor, "B N 2"] | None,
        point_labels: Tensor | None,
        boxes: Float[Tensor, "B 4"] | None = None,
        mask_input: Float[Tensor, "B 1 h w"] | None = None,
        multimask_output: bool = True,
        return_logits: bool = False,
    ) -> tuple[Bool[Tensor, "B C H W"] | Float[Tensor, "B C H W"], Tensor, Tensor]:
        """Predict masks for B objects, prompted in pixels of the *resized* image.

        Returns:
            Masks (B, C, H, W), predicted IoUs (B, C) and low-resolution logits (B, C, h, w).

        Raises:
            ImageNotSetError: no image was set.
        """
        image = self._require_image()
        said = self.model.decode(
            image, point_coords, point_labels, boxes, mask_input, multimask_output
        )
        logits, scores = said.logits.float(), said.scores.float()
        masks = self.model.postprocess_masks(logits, self.input_size, self.original_size)
        if not return_logits:
            return masks > self.model.mask_threshold, scores, logits
        return masks, scores, logits

    def get_image_embedding(self) -> Float[Tensor, "1 C h w"]:
        """Return the image's embedding.

        Raises:
            ImageNotSetError: no image was set.
        """
        self._require_image()
        assert self._features is not None
        return self._features

    @property
    def device(self) -> torch.device:
        """Where the model lives."""
        return self.model.device

    @property
    def features(self) -> Tensor | None:
        """The image's embedding; assigning one that was kept brings its image back."""
        return self._features

    @features.setter
    def features(self, features: Tensor | None) -> None:
        """Take an embedding that was kept, or forget the present one."""
        self._set(None if features is None else Embedding(features.to(self.device)))

    def reset_image(self) -> None:
        """Forget the image."""
        self.is_image_set = False
        self.original_size = self.input_size = ()
        self._set(None)

    def _set(self, embedding: Embedding | None) -> None:
        """Keep an embedding and what the decoder needs of it."""
        self._features: Tensor | None = None if embedding is None else embedding.features
        self._image: PreparedImage | None = None
        if embedding is not None:
            self._image = self.model.model.prepare(embedding)
            self.is_image_set = True

    def _require_image(self) -> PreparedImage:
        if not self.is_image_set or self._image is None:
            raise ImageNotSetError(
                "no image is set; call set_image(...) before asking for masks or the embedding"
            )
        return self._image

    def _tensor(self, values: Any, dtype: torch.dtype) -> Tensor:
        return torch.as_tensor(values, dtype=dtype, device=self.device)

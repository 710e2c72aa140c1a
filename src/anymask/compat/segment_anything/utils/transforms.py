"""`ResizeLongestSide` of the official package, on top of `Frame`."""

import numpy as np
import torch
from jaxtyping import Float, Shaped, UInt8
from torch import Tensor
from torch.nn import functional as F

from anymask.geometry.frame import Frame


class ResizeLongestSide:
    """Resize images to a longest side, and move coordinates along.

    Args:
        target_length: the longest side in pixels.
    """

    def __init__(self, target_length: int) -> None:
        self.target_length = target_length

    def apply_image(self, image: UInt8[np.ndarray, "H W 3"]) -> UInt8[np.ndarray, "h w 3"]:
        """Resize an image (H, W, 3) uint8."""
        resized = self._frame(image.shape[:2]).resize(image)
        return resized.permute(1, 2, 0).contiguous().numpy()

    def apply_coords(
        self, coords: Shaped[np.ndarray, "*sets 2"], original_size: tuple[int, ...]
    ) -> Float[np.ndarray, "*sets 2"]:
        """Move (x, y) points from an image of `original_size`, (height, width), to the resized."""
        points = torch.from_numpy(np.array(coords, dtype=np.float64))
        return self._frame(original_size).points_to_model(points).numpy()

    def apply_boxes(
        self, boxes: Shaped[np.ndarray, "*sets 4"], original_size: tuple[int, ...]
    ) -> Float[np.ndarray, "N 4"]:
        """Move (x0, y0, x1, y1) boxes; the result is (N, 4)."""
        return self.apply_coords(boxes.reshape(-1, 2, 2), original_size).reshape(-1, 4)

    def apply_image_torch(self, image: Float[Tensor, "B C H W"]) -> Float[Tensor, "B C h w"]:
        """Resize a batch of float images."""
        size = self._frame(image.shape[-2:]).resized
        return F.interpolate(image, size, mode="bilinear", align_corners=False, antialias=True)

    def apply_coords_torch(
        self, coords: Shaped[Tensor, "*sets 2"], original_size: tuple[int, ...]
    ) -> Float[Tensor, "*sets 2"]:
        """Move (x, y) points of a tensor."""
        return self._frame(original_size).points_to_model(coords.to(torch.float))

    def apply_boxes_torch(
        self, boxes: Shaped[Tensor, "*sets 4"], original_size: tuple[int, ...]
    ) -> Float[Tensor, "N 4"]:
        """Move (x0, y0, x1, y1) boxes of a tensor; the result is (N, 4)."""
        return self.apply_coords_torch(boxes.reshape(-1, 2, 2), original_size).reshape(-1, 4)

    @staticmethod
    def get_preprocess_shape(oldh: int, oldw: int, long_side_length: int) -> tuple[int, int]:
        """Compute the resized (height, width)."""
        return Frame.fit((oldh, oldw), long_side_length).resized

    def _frame(self, size: tuple[int, ...]) -> Frame:
        height, width = size
        return Frame.fit((int(height), int(width)), self.target_length)

"""Frame: the one place where coordinates and pixels change between the image and the model.

The model sees a square: the image with its longest side resized to the square's side, zero-padded
at the right and the bottom (Segment Anything, appendix A). Prompts travel to that square, boxes
and low-resolution logits travel back, always through a `Frame`.
"""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float, UInt8
from torch import Tensor
from torch.nn import functional as F

from anymask.errors import InputError
from anymask.shapes import Size


@dataclass(frozen=True)
class Frame:
    """How an image lies in the model's square.

    Attributes:
        original: (height, width) of the image.
        resized: (height, width) of the image inside the square.
        padded: (height, width) of the square.
    """

    original: Size
    resized: Size
    padded: Size

    @classmethod
    def fit(cls, original: Size, side: int) -> "Frame":
        """Fit an image into a square by its longest side, rounding half up.

        Args:
            original: (height, width) of the image in pixels.
            side: side of the model's square in pixels.

        Raises:
            InputError: the image has no pixels.

        >>> Frame.fit((1500, 2250), 1024).resized
        (683, 1024)
        """
        height, width = original
        if height < 1 or width < 1:
            raise InputError(
                f"the image is {height} x {width} (height x width); it needs 1 x 1 pixel or more"
            )
        scale = side / max(height, width)
        # A very long image keeps one row or column, where the published rounding gives none.
        resized = max(1, int(height * scale + 0.5)), max(1, int(width * scale + 0.5))
        return cls(original, resized, (side, side))

    def points_to_model(self, points: Float[Tensor, "*sets 2"]) -> Float[Tensor, "*sets 2"]:
        """Move (x, y) from original pixels to pixels of the model's square."""
        return points * self._scale(points)

    def points_to_original(self, points: Float[Tensor, "*sets 2"]) -> Float[Tensor, "*sets 2"]:
        """Move (x, y) from pixels of the model's square to original pixels."""
        return points / self._scale(points)

    def boxes_to_model(self, boxes: Float[Tensor, "*sets 4"]) -> Float[Tensor, "*sets 4"]:
        """Move (x0, y0, x1, y1) from original pixels to pixels of the model's square."""
        return self.points_to_model(boxes.reshape(*boxes.shape[:-1], 2, 2)).flatten(-2)

    def boxes_to_original(self, boxes: Float[Tensor, "*sets 4"]) -> Float[Tensor, "*sets 4"]:
        """Move (x0, y0, x1, y1) from pixels of the model's square to original pixels."""
        return self.points_to_original(boxes.reshape(*boxes.shape[:-1], 2, 2)).flatten(-2)

    def _scale(self, like: Tensor) -> Tensor:
        """(2,) factors of x and y from original to model; they differ by the rounding of sizes."""
        (height, width), (new_height, new_width) = self.original, self.resized
        return like.new_tensor([new_width / width, new_height / height])

    def upsample(self, logits: Float[Tensor, "*sets h w"]) -> Float[Tensor, "*sets H W"]:
        """Bring low-resolution logits to the original size.

        Bit for bit the two published bilinear steps (logits to the padded square, cut to the
        resized image, to the original size), one mask at a time: the intermediate square stays in
        cache, only the result takes memory, and a mask does not depend on its neighbours. (torch
        on a single thread rounds three stacked masks differently from one mask or four; on more
        threads it does not.)

        Args:
            logits: (..., h, w) of the padded square.

        Returns:
            (..., H, W) of the original image, same dtype and device.
        """
        height, width = self.resized
        planes = logits.reshape(-1, 1, 1, *logits.shape[-2:])
        result = logits.new_empty(len(planes), *self.original)
        for index, plane in enumerate(planes):
            square = F.interpolate(plane, self.padded, mode="bilinear", align_corners=False)
            inside = square[..., :height, :width]
            full = F.interpolate(inside, self.original, mode="bilinear", align_corners=False)
            result[index] = full[0, 0]
        return result.reshape(*logits.shape[:-2], *self.original)

    def resize(
        self, image: UInt8[np.ndarray, "H W 3"] | UInt8[Tensor, "H W 3"]
    ) -> UInt8[Tensor, "3 h w"]:
        """Resize an image to the model's scale, without padding.

        Bilinear with antialiasing, within one grey level of Pillow's.

        Args:
            image: (H, W, 3) uint8 RGB of the original size.

        Returns:
            (3, h, w) uint8 of the size `resized`.

        Raises:
            InputError: the image has another size than the frame's original.
        """
        if tuple(image.shape[:2]) != self.original:
            raise InputError(
                f"the image is {tuple(image.shape[:2])} (height, width) but the frame was made "
                f"for {self.original}; make one with Frame.fit"
            )
        # torch warns about arrays that it could write through, hence the copy of a read-only one.
        pixels = (
            image if isinstance(image, Tensor) else torch.from_numpy(np.require(image, None, "W"))
        )
        planes = pixels.permute(2, 0, 1)[None]  # (1, 3, H, W), still interleaved in memory
        if self.resized == self.original:
            return planes[0].contiguous()
        small = F.interpolate(planes, self.resized, mode="bilinear", antialias=True)
        return small[0].contiguous()

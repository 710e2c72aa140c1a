"""ObjectDetector: boxes around the objects of an image, before anybody has clicked.

The semi-automatic stage of the data engine prompts a SAM with them ("Segment Anything", section 4);
`load_object_detector` makes one from a folder that `anymask train detector` wrote.
"""

from pathlib import Path
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.data.transforms import PADDING_RGB
from anymask.errors import InputError
from anymask.geometry.boxes import area, clip
from anymask.geometry.frame import Frame
from anymask.inference.segmenter import ImageSource
from anymask.models.detector.load import load_detector
from anymask.models.detector.model import Detector
from anymask.storage.images import open_image


class FoundBoxes(NamedTuple):
    """Boxes of one image, the likeliest first.

    Attributes:
        boxes: (x0, y0, x1, y1) in pixels of the original image, inside it and not empty.
        scores: how likely each is an object, 0 to 1.
    """

    boxes: Float[Tensor, "N 4"]
    scores: Float[Tensor, "N"]


class ObjectDetector:
    """A detector that is ready to use on whole images.

    Args:
        detector: the model, on the device where it is to run.
    """

    def __init__(self, detector: Detector) -> None:
        self.detector = detector

    @torch.inference_mode()
    def boxes(self, image: ImageSource, threshold: float = 0.0, limit: int = 100) -> FoundBoxes:
        """Find the objects of an image.

        Args:
            image: path, bytes, PIL image, array or tensor; see `open_image`.
            threshold: least score of a box, 0 to 1.
            limit: boxes at most; the detector has no more than its `config.queries`.

        Returns:
            Boxes and scores on the CPU, by falling score.

        Raises:
            InputError: an impossible threshold or limit, or an image that cannot be read.

        >>> boxes, scores = detector.boxes("cat.jpg", threshold=0.5)  # doctest: +SKIP
        """
        if not 0 <= threshold <= 1:
            raise InputError(f"threshold is {threshold:g}; pass a score from 0 to 1")
        if limit < 1:
            raise InputError(f"limit is {limit}; pass 1 or more")
        pixels = open_image(image)
        frame = Frame.fit((pixels.shape[0], pixels.shape[1]), self.detector.config.image_size)
        small = frame.resize(pixels)  # (3, h, w)
        square = torch.tensor(PADDING_RGB, dtype=torch.uint8)[:, None, None].repeat(
            1, *frame.padded
        )
        square[:, : small.shape[1], : small.shape[2]] = small
        device = next(self.detector.parameters()).device
        found = self.detector.detect(square[None].to(device))
        boxes = clip(frame.boxes_to_original(found.boxes[0].cpu()), frame.original)
        scores = found.scores[0].cpu()
        # Padding holds no object: what lies there entirely is empty once it is clipped.
        kept = ((scores >= threshold) & (area(boxes) > 0)).nonzero()[:limit, 0]
        return FoundBoxes(boxes[kept], scores[kept])


def load_object_detector(
    path: str | Path, *, device: str | torch.device | None = None
) -> ObjectDetector:
    """Load a detector; see `load_detector` for what `path` may be, and for what is raised."""
    return ObjectDetector(load_detector(path, device=device))

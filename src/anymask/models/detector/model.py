"""The detector: an image in, boxes of objects out, the likeliest first (D-FINE, section 4).

transformers does the arithmetic; this module is the door in front of it. Losses and matching lie in
`training/objectives/detector.py`.
"""

from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float, UInt8
from torch import Tensor, nn

from anymask.geometry.boxes import cxcywh_to_xyxy
from anymask.models.detector.config import DetectorConfig


@dataclass(frozen=True)
class Detections:
    """What a detector finds in B squares, as many boxes as it has queries.

    Attributes:
        boxes: (x0, y0, x1, y1) in pixels of the square, by falling score.
        scores: how likely each is an object, 0 to 1; of several labels, the likeliest.
    """

    boxes: Float[Tensor, "B N 4"]
    scores: Float[Tensor, "B N"]


class Detector(nn.Module):
    """A D-FINE detector.

    Args:
        config: what it was built from.
        dfine: transformers' `DFineModel` with the heads in its decoder.
    """

    def __init__(self, config: DetectorConfig, dfine: nn.Module) -> None:
        super().__init__()
        self.config = config
        self.dfine = dfine

    def forward(
        self, images: UInt8[Tensor, "B 3 S S"], labels: list[dict[str, Tensor]] | None = None
    ) -> Any:
        """Return transformers' `DFineModelOutput`.

        Args:
            images: RGB in 0..255, padded to the square at the right and the bottom.
            labels: true boxes in the form that transformers' D-FINE takes, to mix noisy copies of
                them among the queries while training.
        """
        mean, std = (
            torch.tensor(values, device=images.device)[:, None, None]
            for values in (self.config.pixel_mean, self.config.pixel_std)
        )
        return self.dfine((images - mean) / std, labels=labels)

    def detect(self, images: UInt8[Tensor, "B 3 S S"]) -> Detections:
        """Find objects; RGB in 0..255."""
        answer = self(images)
        scores = answer.intermediate_logits[:, -1].float().amax(dim=2).sigmoid()  # (B, N)
        boxes = cxcywh_to_xyxy(answer.intermediate_reference_points[:, -1].float())
        order = scores.argsort(dim=1, descending=True, stable=True)
        boxes = boxes.gather(1, order[..., None].expand_as(boxes))
        side = images.shape[-1]
        return Detections((boxes * side).clamp(0, side), scores.gather(1, order))

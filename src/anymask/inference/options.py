"""The options of everything mode, under their published names and with their defaults."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from anymask.errors import ConfigurationError, did_you_mean
from anymask.geometry.grids import point_grid


@dataclass(frozen=True)
class AutomaticOptions:
    """The published options of everything mode, with the published defaults.

    Attributes:
        points_per_side: the grid is this number squared; None when `point_grids` is given.
        points_per_batch: points decoded together.
        pred_iou_thresh: keep masks whose predicted IoU is above this.
        stability_score_thresh: keep masks at least this stable.
        stability_score_offset: how far the threshold is moved to measure stability, in logits.
        box_nms_thresh: box IoU above which the weaker of two masks of a crop goes.
        crop_n_layers: layers of crops beyond the image; layer i has (2^i)² of them.
        crop_nms_thresh: box IoU above which the mask of the larger of two crops goes.
        crop_overlap_ratio: overlap of crops as a share of the image's short side.
        crop_n_points_downscale_factor: layer i's grid has `points_per_side` over this^i points.
        point_grids: for each layer (N, 2) points (x, y) in [0, 1], instead of regular grids.
        min_mask_region_area: fill holes and drop islands smaller than this, in pixels.
    """

    points_per_side: int | None = 32
    points_per_batch: int = 64
    pred_iou_thresh: float = 0.88
    stability_score_thresh: float = 0.95
    stability_score_offset: float = 1.0
    box_nms_thresh: float = 0.7
    crop_n_layers: int = 0
    crop_nms_thresh: float = 0.7
    crop_overlap_ratio: float = 512 / 1500
    crop_n_points_downscale_factor: int = 1
    point_grids: Sequence[np.ndarray] | None = None
    min_mask_region_area: int = 0

    def __post_init__(self) -> None:
        if (self.points_per_side is None) == (self.point_grids is None):
            raise ConfigurationError(
                f"points_per_side is {self.points_per_side} and point_grids is "
                f"{'None' if self.point_grids is None else 'given'}; pass exactly one of them"
            )
        if self.point_grids is not None and len(self.point_grids) != self.crop_n_layers + 1:
            raise ConfigurationError(
                f"point_grids has {len(self.point_grids)} grids for crop_n_layers="
                f"{self.crop_n_layers}; pass one for the image and one per layer"
            )
        least = {"points_per_batch": 1, "crop_n_layers": 0, "crop_n_points_downscale_factor": 1}
        for name, low in {**least, "points_per_side": 1, "min_mask_region_area": 0}.items():
            value = getattr(self, name)
            if value is not None and value < low:
                raise ConfigurationError(f"{name} is {value}; pass {low} or more")

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "AutomaticOptions":
        """Build options from keyword arguments.

        Raises:
            ConfigurationError: a name that is no option, or a value out of range.
        """
        names = {field.name for field in dataclasses.fields(cls)}
        for name in given:
            if name not in names:
                raise ConfigurationError(
                    f"everything mode has no option {name!r}; {did_you_mean(name, names)}"
                )
        return dataclasses.replace(cls(), **given)

    def grid(self, layer: int) -> Float[Tensor, "N 2"]:
        """Points (x, y) in [0, 1] to prompt in every crop of a layer."""
        if self.point_grids is not None:
            return torch.as_tensor(self.point_grids[layer]).double()
        assert self.points_per_side is not None
        per_side = self.points_per_side // self.crop_n_points_downscale_factor**layer
        return point_grid(max(1, per_side))

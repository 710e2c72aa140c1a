"""`SamAutomaticMaskGenerator` of the official package, on top of everything mode."""

from typing import Any

import numpy as np
from jaxtyping import UInt8

from anymask.compat.segment_anything.modeling import Sam
from anymask.compat.segment_anything.predictor import SamPredictor
from anymask.errors import ConfigurationError, did_you_mean
from anymask.geometry import rle
from anymask.geometry.rle import Rle
from anymask.inference.automatic import find_everything
from anymask.inference.found import Found
from anymask.inference.options import AutomaticOptions
from anymask.inference.segmenter import Segmenter

OUTPUT_MODES = ("binary_mask", "uncompressed_rle", "coco_rle")


class SamAutomaticMaskGenerator:
    """Make masks for a whole image.

    Args:
        model: from `sam_model_registry`.
        points_per_side: and the rest: see `AutomaticOptions`, which has the same names.
        output_mode: "binary_mask", "uncompressed_rle" or "coco_rle".

    Raises:
        ConfigurationError: an output mode that does not exist, or an option out of range.
    """

    def __init__(
        self,
        model: Sam,
        points_per_side: int | None = 32,
        points_per_batch: int = 64,
        pred_iou_thresh: float = 0.88,
        stability_score_thresh: float = 0.95,
        stability_score_offset: float = 1.0,
        box_nms_thresh: float = 0.7,
        crop_n_layers: int = 0,
        crop_nms_thresh: float = 0.7,
        crop_overlap_ratio: float = 512 / 1500,
        crop_n_points_downscale_factor: int = 1,
        point_grids: list[np.ndarray] | None = None,
        min_mask_region_area: int = 0,
        output_mode: str = "binary_mask",
    ) -> None:
        if output_mode not in OUTPUT_MODES:
            raise ConfigurationError(
                f"output_mode {output_mode!r} does not exist; "
                f"{did_you_mean(output_mode, OUTPUT_MODES)}"
            )
        self.predictor = SamPredictor(model)
        self.output_mode = output_mode
        self.options = AutomaticOptions(
            points_per_side=points_per_side,
            points_per_batch=points_per_batch,
            pred_iou_thresh=pred_iou_thresh,
            stability_score_thresh=stability_score_thresh,
            stability_score_offset=stability_score_offset,
            box_nms_thresh=box_nms_thresh,
            crop_n_layers=crop_n_layers,
            crop_nms_thresh=crop_nms_thresh,
            crop_overlap_ratio=crop_overlap_ratio,
            crop_n_points_downscale_factor=crop_n_points_downscale_factor,
            point_grids=point_grids,
            min_mask_region_area=min_mask_region_area,
        )

    def generate(self, image: UInt8[np.ndarray, "H W 3"]) -> list[dict[str, Any]]:
        """Make masks for an image (H, W, 3) uint8 RGB.

        Returns:
            Per mask a dictionary: `segmentation` in the output mode, `area` in pixels, `bbox`
            (x, y, width, height), `predicted_iou`, `point_coords` [[x, y]], `stability_score`,
            `crop_box` (x, y, width, height). Boxes count to the last pixel, as officially.
        """
        segmenter = Segmenter(self.predictor.model.model)
        found = find_everything(segmenter.embed, image, self.options, fast=False)
        return [self._annotation(one) for one in found]

    def _annotation(self, one: Found) -> dict[str, Any]:
        x0, y0, x1, y1 = (int(side) for side in one.box)
        crop = one.crop
        return {
            "segmentation": self._segmentation(one.rle),
            "area": rle.area(one.rle),
            "bbox": [x0, y0, x1 - x0, y1 - y0],
            "predicted_iou": one.score,
            "point_coords": [list(one.point)],
            "stability_score": one.stability,
            "crop_box": [crop.x0, crop.y0, crop.x1 - crop.x0, crop.y1 - crop.y0],
        }

    def _segmentation(self, runs: Rle) -> np.ndarray | dict[str, Any]:
        if self.output_mode == "coco_rle":
            return rle.to_coco(runs)
        if self.output_mode == "uncompressed_rle":
            return {"size": list(runs.size), "counts": runs.counts.tolist()}
        return rle.decode(runs).numpy()

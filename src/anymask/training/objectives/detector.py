"""Boxes of objects: match the detector's boxes with the true ones and charge the difference.

The loss is D-FINE's (section 4) as transformers computes it: varifocal loss on scores, L1 and
generalised IoU on boxes, and two terms on the distributions of their edges, each on every layer of
the decoder and on the noisy copies of true boxes. All masks are one label, "object".
"""

import copy
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.data.collate import Batch
from anymask.geometry import masks as mask_maths
from anymask.geometry.boxes import xyxy_to_cxcywh
from anymask.models.detector.model import Detector


@dataclass(frozen=True)
class DetectorObjective:
    """Weights of the terms, which by default are the published ones.

    Attributes:
        score_weight: of the varifocal loss, which wants the IoU of a box as its score.
        distance_weight: of the L1 distance between boxes.
        overlap_weight: of the generalised IoU.
        edge_weight: of the fine-grained localisation loss on the distributions of edges.
        distillation_weight: of what earlier layers learn from the last one about edges.
    """

    score_weight: float = 1.0
    distance_weight: float = 5.0
    overlap_weight: float = 2.0
    edge_weight: float = 0.15
    distillation_weight: float = 1.5

    def __call__(
        self, model: Detector, batch: Batch, generator: torch.Generator
    ) -> dict[str, Float[Tensor, ""]]:
        """Return "loss", and of it the last layer's "scores", "distance" and "overlap".

        The noise on true boxes is drawn from torch's global generator, which the loop seeds.
        """
        labels = true_boxes(batch)
        answer = model(batch.images, labels)
        with torch.autocast(batch.images.device.type, enabled=False):
            terms = self._charge(model.dfine.config, answer, labels)
        return {
            "loss": torch.stack(list(terms.values())).sum(),
            "scores": terms["loss_vfl"],
            "distance": terms["loss_bbox"],
            "overlap": terms["loss_giou"],
        }

    def _charge(
        self, dfine: Any, answer: Any, labels: list[dict[str, Tensor]]
    ) -> dict[str, Float[Tensor, ""]]:
        """Compute all terms by transformers' names, weighted, in fp32."""
        from transformers.loss.loss_d_fine import DFineForObjectDetectionLoss

        logits = answer.intermediate_logits.float()
        boxes = answer.intermediate_reference_points.float()
        _, terms, _ = DFineForObjectDetectionLoss(
            logits[:, -1],
            labels,
            logits.device,
            boxes[:, -1],
            self._weighted(dfine),
            logits,
            boxes,
            enc_topk_logits=answer.enc_topk_logits.float(),
            enc_topk_bboxes=answer.enc_topk_bboxes.float(),
            denoising_meta_values=answer.denoising_meta_values,
            predicted_corners=answer.intermediate_predicted_corners.float(),
            initial_reference_points=answer.initial_reference_points.float(),
        )
        weighted: dict[str, Tensor] = terms
        return weighted

    def _weighted(self, dfine: Any) -> Any:
        """Return transformers' configuration with the weights of this objective."""
        weighted = copy.copy(dfine)
        weighted.weight_loss_vfl = self.score_weight
        weighted.weight_loss_bbox = self.distance_weight
        weighted.weight_loss_giou = self.overlap_weight
        weighted.weight_loss_fgl = self.edge_weight
        weighted.weight_loss_ddf = self.distillation_weight
        return weighted


PUBLISHED = DetectorObjective()
"""The weights of D-FINE's released configurations."""


def true_boxes(batch: Batch) -> list[dict[str, Tensor]]:
    """Put the boxes of each image's masks into the form that transformers' D-FINE takes.

    Returns:
        For each image "boxes", (N, 4) as (centre x, centre y, width, height) in shares of the
        square, and "class_labels", (N,) zeros.
    """
    side = batch.images.shape[-1]
    corners = mask_maths.boxes(batch.masks)
    corners[:, 2:] += 1  # it gives the last pixel inside
    boxes = xyxy_to_cxcywh(corners / side)
    groups = [boxes[batch.image_index == image] for image in range(len(batch.images))]
    return [
        {"boxes": group, "class_labels": group.new_zeros(len(group), dtype=torch.long)}
        for group in groups
    ]

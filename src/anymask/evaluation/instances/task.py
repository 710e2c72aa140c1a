"""The task "instances": boxes become masks, and the masks of a set are judged by mask AP.

Each box is answered once, and once more with the first answer fed back. Source: "Segment Anything",
section 7.4 and appendix D.4, where the boxes are those of a ViTDet detector.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from anymask.errors import InputError
from anymask.evaluation.instances.average_precision import average_precision
from anymask.evaluation.instances.boxes import AskedBox, BoxSource
from anymask.evaluation.instances.judged import FoundMask
from anymask.evaluation.instances.row import InstanceRow
from anymask.evaluation.instances.truth import Style, TrueImage, TrueObject, Truth
from anymask.evaluation.methods import Method, RefinesBoxes, TakesBoxes
from anymask.evaluation.picture import Picture
from anymask.evaluation.report import Measure, SetResult
from anymask.evaluation.rows import by_set
from anymask.evaluation.sampling import add_left_out
from anymask.evaluation.task import Summary
from anymask.geometry import rle
from anymask.inference.result import Masks

BOXES_AT_A_TIME = 64
"""Bounds the memory of an image, however many boxes it has."""

BY_AREA = {"small": "s", "medium": "m", "large": "l"}
BY_FREQUENCY = {"rare": "r", "common": "c", "frequent": "f"}


@dataclass(frozen=True)
class InstancesTask:
    """Mask AP and AR of the masks that a method makes of boxes.

    Attributes:
        truths: what there is to find, for each data set by its path.
        source: the boxes.
        style: whose rules count.
        feedback: how many times the answers are fed back.
    """

    truths: Mapping[str, Truth]
    source: BoxSource
    style: Style
    feedback: int = 1
    name: str = "instances"
    row_type: type[InstanceRow] = InstanceRow

    def settings(self) -> Mapping[str, object]:
        """Return everything that changes rows or scores."""
        return {"boxes": self.source.name, "style": self.style, "feedback": self.feedback}

    def measures(self) -> Mapping[str, Measure]:
        """Return the measures in the order of columns; those by frequency are of LVIS."""
        measures = {"ap": "AP", "ap_50": "AP50", "ap_75": "AP75"}
        measures |= {f"ap_{name}": f"AP{letter}" for name, letter in BY_AREA.items()}
        if self.style == "lvis":
            measures |= {f"ap_{name}": f"AP{letter}" for name, letter in BY_FREQUENCY.items()}
            measures |= {"ar": "AR@300"}
        else:
            measures |= {"ar_1": "AR@1", "ar_10": "AR@10", "ar": "AR@100"}
        measures |= {f"ar_{name}": f"AR{letter}" for name, letter in BY_AREA.items()}
        return {name: Measure(heading) for name, heading in measures.items()}

    def score(self, method: Method, picture: Picture) -> InstanceRow:
        """Segment the boxes of an image; it is not looked at unless it has some."""
        truth = self.truths[picture.key.data]
        image = truth.image_named(picture.key.image)
        asked = self.source.boxes(picture, image, truth)
        annotations = picture.dataset.annotations(picture.index)
        return InstanceRow(
            key=picture.key,
            set_name=picture.sample.source,
            image_id=image.image_id,
            object_ids=tuple(annotations[number]["id"] for number in picture.objects.numbers),
            left_out=add_left_out([picture.objects.left_out, asked.left_out]),
            masks=self._segment(method, picture, image, asked.boxes) if asked.boxes else (),
        )

    def summarise(self, rows: Sequence[InstanceRow]) -> Summary:
        """Judge the masks of each set."""
        sets = (self._judge(name, members) for name, members in by_set(rows).items())
        return Summary(tuple(sets))

    def _segment(
        self, method: Method, picture: Picture, image: TrueImage, boxes: Sequence[AskedBox]
    ) -> tuple[FoundMask, ...]:
        view = method(picture.pixels)
        if not isinstance(view, TakesBoxes):
            raise InputError(
                f"{method.name} takes no boxes; measure a model, or a baseline that does: grabcut "
                "or box"
            )
        found: list[FoundMask] = []
        for start in range(0, len(boxes), BOXES_AT_A_TIME):
            part = boxes[start : start + BOXES_AT_A_TIME]
            masks = self._answer(view, torch.tensor([each.box for each in part]).float())
            answers = zip(part, masks.rle(), masks.scores.tolist(), strict=True)
            for each, mask, predicted in answers:
                score = predicted if each.score is None else each.score
                counts = rle.to_coco(mask)["counts"]
                found.append(FoundMask(image.image_id, each.category_id, score, counts))
        return tuple(found)

    def _answer(self, view: TakesBoxes, boxes: Float[Tensor, "N 4"]) -> Masks:
        """Answer boxes, and feed the answers back to a method that can take them."""
        masks = view.box(boxes)
        if isinstance(view, RefinesBoxes):
            for _ in range(self.feedback):
                masks = view.refine_box(boxes, masks)
        return masks

    def _judge(self, name: str, rows: Sequence[InstanceRow]) -> SetResult:
        truth = self.truths[rows[0].key.data]
        objects = {row.image_id: _counted(row, truth) for row in rows}
        found = (mask for row in rows for mask in row.masks)
        unused = self.source.unused(truth, objects)
        return SetResult(
            name=name,
            images=len(rows),
            objects=sum(row.objects for row in rows),
            scores=average_precision(truth, objects, found, self.style),
            left_out=add_left_out([*(row.left_out for row in rows), unused]),
        )


def _counted(row: InstanceRow, truth: Truth) -> list[TrueObject]:
    """List the objects of an image that count, and its crowd regions."""
    counted = set(row.object_ids)
    members = truth.objects.get(row.image_id, ())
    return [each for each in members if each.is_crowd or each.number in counted]

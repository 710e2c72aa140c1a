"""Mask AP and AR by the rules of COCO and of LVIS, through faster-coco-eval.

That package computes what pycocotools computes, and LVIS' rules as well; the tests hold it to both.
This is the only module that knows it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Float

from anymask.errors import ConfigurationError
from anymask.evaluation.instances.frequency import FREQUENCIES
from anymask.evaluation.instances.judged import (
    MOST_PER_IMAGE,
    FoundMask,
    judged_by_lvis,
    results_of,
    truth_of,
)
from anymask.evaluation.instances.truth import Style, TrueObject, Truth

NOTHING = -1
"""What the tools give where there is no object to find."""

BUDGETS: dict[Style, tuple[int, ...]] = {"coco": (1, 10, 100), "lvis": (MOST_PER_IMAGE,)}
"""So many masks count: of each category of an image, or with LVIS of an image."""

AREAS = ("all", "small", "medium", "large")


def average_precision(
    truth: Truth,
    objects: Mapping[int, Sequence[TrueObject]],
    found: Iterable[FoundMask],
    style: Style,
) -> Mapping[str, float]:
    """Judge masks.

    Args:
        truth: images and categories.
        objects: those of the judged images, by the id of the image; also of images without any.
        found: masks in these images, of known categories.
        style: whose rules count.

    Returns:
        ap, ap_50, ap_75, ap_small, ap_medium, ap_large; with LVIS ap_rare, ap_common, ap_frequent;
        ar (at most 100 masks of a category of an image, with LVIS 300 of an image), ar_small,
        ar_medium, ar_large; with COCO ar_1 and ar_10. What has no object is left out.

    Raises:
        ConfigurationError: faster-coco-eval is not installed.
    """
    coco, evaluator_type = import_tools()
    truths = coco(truth_of(truth, objects, style))
    masks = judged_by_lvis(truth, objects, found) if style == "lvis" else found
    results = truths.loadRes(results_of(truth, masks))
    evaluator = evaluator_type(truths, results, "segm", lvis_style=style == "lvis")
    evaluator.params.maxDets = list(BUDGETS[style])
    evaluator.evaluate()
    evaluator.accumulate()
    letters = [truth.frequencies.get(number) for number in evaluator.params.catIds]
    tables = _Tables(evaluator.eval["precision"], evaluator.eval["recall"], letters)
    scores = tables.scores(style)
    return {name: score for name, score in scores.items() if score is not None}


@dataclass(frozen=True)
class _Tables:
    """What the tool counted: T thresholds, R recalls, C categories, A areas, K budgets.

    Attributes:
        precision, recall: as pycocotools has them; NOTHING where there is no object.
        letters: the frequency of each category, in the style of LVIS.
    """

    precision: Float[np.ndarray, "T R C A K"]
    recall: Float[np.ndarray, "T C A K"]
    letters: Sequence[str | None]

    def scores(self, style: Style) -> dict[str, float | None]:
        """Average the tables; the largest budget counts but where another one is named."""
        precision, recall = self.precision[..., -1], self.recall[..., -1]
        scores = {
            "ap": _mean(precision[..., 0]),
            "ap_50": _mean(precision[0, ..., 0]),
            "ap_75": _mean(precision[5, ..., 0]),
            "ar": _mean(recall[..., 0]),
        }
        for place, area in enumerate(AREAS[1:], start=1):
            scores[f"ap_{area}"] = _mean(precision[..., place])
            scores[f"ar_{area}"] = _mean(recall[..., place])
        for place, budget in enumerate(BUDGETS[style][:-1]):
            scores[f"ar_{budget}"] = _mean(self.recall[:, :, 0, place])
        for letter, name in FREQUENCIES.items() if style == "lvis" else ():
            members = [place for place, each in enumerate(self.letters) if each == letter]
            scores[f"ap_{name}"] = _mean(precision[:, :, members, 0])
        return scores


def _mean(table: Float[np.ndarray, "..."]) -> float | None:
    """Average the entries that have objects; None: there are none."""
    counted = table[table > NOTHING]
    return float(counted.mean()) if counted.size else None


def import_tools() -> tuple[Any, Any]:
    """Import faster-coco-eval; also called before anything is measured, so that it fails early.

    Returns:
        Its reader of truths, and its evaluator.

    Raises:
        ConfigurationError: it is not installed.
    """
    try:
        from faster_coco_eval import COCO, COCOeval_faster
    except ImportError:
        raise ConfigurationError(
            "mask AP is computed by faster-coco-eval, which is not installed; "
            "run: pip install 'anymask[eval]'"
        ) from None
    return COCO, COCOeval_faster

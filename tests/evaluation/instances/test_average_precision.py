"""Claims about mask AP: pycocotools says the same, and for LVIS its rules built on pycocotools."""

import contextlib
import copy
import io
import sys
from typing import Any

import numpy as np
import pytest

from anymask.errors import ConfigurationError
from anymask.evaluation.instances.average_precision import average_precision
from anymask.evaluation.instances.judged import FoundMask

pytest.importorskip("faster_coco_eval")
COCO = pytest.importorskip("pycocotools.coco").COCO
COCOeval = pytest.importorskip("pycocotools.cocoeval").COCOeval

AREAS = ("all", "small", "medium", "large")
COCO_ORDER = (
    *("ap", "ap_50", "ap_75", "ap_small", "ap_medium", "ap_large"),
    *("ar_1", "ar_10", "ar", "ar_small", "ar_medium", "ar_large"),
)


class LvisEval(COCOeval):
    """The two rules of LVIS on top of those of COCO, after section 3 of the paper."""

    def evaluateImg(self, image, category, areas, most):  # noqa: N802
        judged = super().evaluateImg(image, category, areas, most)
        if judged and category in self.cocoGt.imgs[image]["not_exhaustive_category_ids"]:
            judged["dtIgnore"] |= judged["dtMatches"] == 0
        return judged


def judge(content: dict[str, Any], found: list[FoundMask], style: str) -> Any:
    """pycocotools on the same file and masks."""
    content = copy.deepcopy(content)
    for number, annotation in enumerate(content["annotations"], start=1):
        annotation["id"] = number
    present = {(each["image_id"], each["category_id"]) for each in content["annotations"]}
    if style == "lvis":
        absent = {each["id"]: each["neg_category_ids"] for each in content["images"]}
        found = [
            each
            for each in found
            if each.category_id in absent[each.image_id]
            or (each.image_id, each.category_id) in present
        ]
    truth = COCO()
    truth.dataset = content
    size = {each["id"]: [each["height"], each["width"]] for each in content["images"]}
    results = [
        {"image_id": each.image_id, "category_id": each.category_id, "score": each.score}
        | {"segmentation": {"size": size[each.image_id], "counts": each.counts}}
        for each in found
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        truth.createIndex()
        judged = (LvisEval if style == "lvis" else COCOeval)(truth, truth.loadRes(results), "segm")
        judged.params.maxDets = [300] if style == "lvis" else [1, 10, 100]
        judged.evaluate()
        judged.accumulate()
        if style == "coco":
            judged.summarize()
    return judged


def mean(table: np.ndarray) -> float:
    """The average of what has objects."""
    return float(table[table > -1].mean()) if (table > -1).any() else -1.0


def lvis_scores(judged: Any) -> dict[str, float]:
    """The averages of LVIS."""
    precision, recall = judged.eval["precision"][..., -1], judged.eval["recall"][..., -1]
    scores = {"ap": mean(precision[..., 0])}
    scores |= {"ap_50": mean(precision[0, :, :, 0]), "ap_75": mean(precision[5, :, :, 0])}
    scores |= {f"ap_{area}": mean(precision[..., k]) for k, area in enumerate(AREAS) if k}
    groups = {"rare": [0], "common": [1], "frequent": [2, 3]}
    scores |= {f"ap_{name}": mean(precision[:, :, each, 0]) for name, each in groups.items()}
    scores |= {"ar": mean(recall[..., 0])}
    return scores | {f"ar_{area}": mean(recall[..., k]) for k, area in enumerate(AREAS) if k}


def objects_of(truth) -> dict:
    """The objects of all images, also of those without."""
    return {image_id: truth.objects.get(image_id, ()) for image_id in truth.images}


@pytest.mark.parametrize("seed", range(6))
def test_coco_scores_equal_those_of_pycocotools(content_of, found_in, truth_of, seed: int) -> None:
    content = content_of(seed, "coco")
    found = found_in(content, seed + 50)
    truth = truth_of(content)
    ours = average_precision(truth, objects_of(truth), found, "coco")
    theirs = dict(zip(COCO_ORDER, judge(content, found, "coco").stats.tolist(), strict=True))
    assert theirs["ap"] > 0
    assert ours == pytest.approx({k: v for k, v in theirs.items() if v > -1}, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_lvis_scores_equal_its_rules_on_pycocotools(
    content_of, found_in, truth_of, seed: int
) -> None:
    content = content_of(seed, "lvis")
    found = found_in(content, seed + 50)
    truth = truth_of(content)
    ours = average_precision(truth, objects_of(truth), found, "lvis")
    theirs = lvis_scores(judge(content, found, "lvis"))
    assert theirs["ap"] > 0
    assert ours == pytest.approx({k: v for k, v in theirs.items() if v > -1}, abs=1e-9)


def test_the_styles_differ(content_of, found_in, truth_of) -> None:
    content = content_of(1, "lvis")
    truth, found = truth_of(content), found_in(content, 51)
    coco, lvis = (
        average_precision(truth, objects_of(truth), found, style) for style in ("coco", "lvis")
    )
    assert coco["ap"] < lvis["ap"]
    assert "ap_rare" in lvis.keys() - coco.keys()
    assert "ar_10" in coco.keys() - lvis.keys()


@pytest.mark.parametrize("style", ["coco", "lvis"])
def test_without_masks_every_score_is_zero(content_of, truth_of, style: str) -> None:
    truth = truth_of(content_of(2, style))
    assert set(average_precision(truth, objects_of(truth), [], style).values()) == {0.0}


def test_the_order_of_masks_with_different_scores_does_not_matter(
    content_of, found_in, truth_of
) -> None:
    content = content_of(3, "coco")
    truth = truth_of(content)
    found = [
        FoundMask(each.image_id, each.category_id, place / 100, each.counts)
        for place, each in enumerate(found_in(content, 4))
    ]
    straight, turned = (
        average_precision(truth, objects_of(truth), order, "coco") for order in (found, found[::-1])
    )
    assert straight == turned


def test_the_missing_package_is_named(
    content_of, truth_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "faster_coco_eval", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'anymask\[eval\]'"):
        average_precision(truth_of(content_of(0, "coco")), {}, [], "coco")

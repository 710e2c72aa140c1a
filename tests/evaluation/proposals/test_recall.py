"""Claims about average recall; pycocotools without categories is the judge."""

import contextlib
import io

import numpy as np
import pytest
import torch

from anymask.evaluation.instances.frequency import FREQUENCIES
from anymask.evaluation.proposals.recall import (
    AREAS,
    RecallProtocol,
    groups_of,
    measure_of,
)
from anymask.geometry import rle
from anymask.geometry.rle import Rle

LETTERS = ["f", "c", "r", "f", "c", "f"]


def judge(images: list[tuple[list[Rle], list[Rle]]], most: int) -> dict[str, float]:
    """Average recall of (proposals, objects) of several images as pycocotools computes it."""
    coco = pytest.importorskip("pycocotools.coco")
    cocoeval = pytest.importorskip("pycocotools.cocoeval")
    truth = coco.COCO()
    truth.dataset = {
        "images": [{"id": image, "height": 60, "width": 70} for image in range(len(images))],
        "categories": [{"id": 1}],
        "annotations": [
            {"image_id": image, "category_id": 1, "iscrowd": 0, "area": rle.area(each)}
            | {"segmentation": rle.to_coco(each), "bbox": [0, 0, 1, 1]}
            for image, (_, objects) in enumerate(images)
            for each in objects
        ],
    }
    for number, entry in enumerate(truth.dataset["annotations"], start=1):
        entry["id"] = number
    with contextlib.redirect_stdout(io.StringIO()):
        truth.createIndex()
        found = truth.loadRes(
            [
                {"image_id": image, "category_id": 1, "score": -float(place)}
                | {"segmentation": rle.to_coco(each)}
                for image, (proposals, _) in enumerate(images)
                for place, each in enumerate(proposals)
            ]
        )
        evaluator = cocoeval.COCOeval(truth, found, "segm")
        evaluator.params.useCats, evaluator.params.maxDets = 0, [most]
        evaluator.evaluate()
        evaluator.accumulate()
    recalls = evaluator.eval["recall"][:, 0, :, 0]  # (T, areas)
    return dict(zip(["all", *AREAS], recalls.mean(axis=0).tolist(), strict=True))


@pytest.mark.parametrize("most", [3, 10, 1000])
@pytest.mark.parametrize("seed", range(4))
def test_recall_by_score_equals_that_of_pycocotools(blobs, seed: int, most: int) -> None:
    truths = [blobs(seed + offset, 6) for offset in (0, 50)]
    images = [(blobs(seed + 9, 20) + objects[:4], objects) for objects in truths]
    values: dict[str, list[float]] = {}
    for proposals, objects in images:
        for measure, recalls in RecallProtocol(most).score(proposals, objects, LETTERS).items():
            values.setdefault(measure, []).extend(each for each in recalls if each is not None)
    expected = judge(images, most)
    for measure in ("all", *AREAS):
        ours = np.mean(values[measure]) if measure in values else -1
        assert ours == pytest.approx(expected[measure], abs=1e-12), measure


@pytest.mark.parametrize("matching", ["score", "overlap"])
def test_the_objects_themselves_are_the_perfect_proposals(blobs, matching: str) -> None:
    truths = list(dict.fromkeys(blobs(3, 6)))
    recalls = RecallProtocol(len(truths), matching).score(truths, truths, LETTERS)
    assert set(recalls["all"]) == {1.0}


def test_an_object_is_scored_in_its_groups_only(blobs) -> None:
    truths = blobs(1, 6)
    recalls = RecallProtocol().score(truths, truths, LETTERS)
    for letter, name in FREQUENCIES.items():
        scored = [each is not None for each in recalls[name]]
        assert scored == [letter == each for each in LETTERS]


def test_an_area_on_the_border_belongs_to_both_groups() -> None:
    square = rle.encode_window(torch.ones(32, 32, dtype=torch.bool), (0, 0), (40, 40))
    assert set(groups_of([square], [None])) == {"small", "medium"}


def test_groups_without_objects_have_no_measure(blobs) -> None:
    recalls = RecallProtocol().score(blobs(0, 3), blobs(1, 6), [None] * 6)
    assert not set(FREQUENCIES.values()) & set(recalls)


def test_the_curve_ends_with_the_maximum() -> None:
    assert RecallProtocol(100).budgets() == (1, 2, 5, 10, 20, 50, 100)
    assert RecallProtocol(120).budgets()[-2:] == (100, 120)
    assert [measure_of(budget, 120) for budget in (100, 120)] == ["first_100", "all"]

"""Everything that is wrong with a data set is found, and nothing else."""

import json
import shutil
from pathlib import Path

import pytest

from anymask.data.open import open_dataset
from anymask.data.packed import PackedDataset
from anymask.data.verify import Finding, verify


def _labels(path: Path, *counts: list[int]) -> None:
    masks = [{"segmentation": {"size": [20, 30], "counts": each}, "area": 1} for each in counts]
    path.write_text(json.dumps({"annotations": masks}))


@pytest.fixture
def sound(folder: Path) -> Path:
    """Pairs of which each has a mask."""
    _labels(folder / "cats_2.json", [1, 9, 590])
    return folder


def test_a_sound_set_has_no_findings(sound: Path) -> None:
    assert verify(PackedDataset(sound)) == []


def test_images_without_masks_are_a_note_and_no_fault(folder: Path) -> None:
    found = verify(PackedDataset(folder))
    assert found == [Finding("cats_2.jpg", "without masks", "it has no mask")]
    assert not found[0].is_fault


@pytest.mark.parametrize(
    ("counts", "kind", "reason"),
    [
        ([[600]], "empty mask", "mask 0 has no pixel"),
        ([[1, 9, 590], [600], [1, 9, 590]], "repeated mask", "mask 2 is the same as mask 0"),
        ([[1, 9, 591]], "broken", "add up to"),
    ],
)
def test_faults_of_masks_are_found(
    sound: Path, counts: list[list[int]], kind: str, reason: str
) -> None:
    _labels(sound / "cats_1.json", *counts)
    found = verify(PackedDataset(sound))
    assert all(finding.name == "cats_1.jpg" and finding.is_fault for finding in found)
    assert [finding.kind for finding in found][-1] == kind
    assert reason in found[-1].reason


def test_images_that_do_not_decode_are_found(sound: Path) -> None:
    path = sound / "cats_1.jpg"
    path.write_bytes(path.read_bytes()[:-300])
    assert [(f.name, f.kind) for f in verify(PackedDataset(sound))] == [("cats_1.jpg", "broken")]


def test_repeated_images_are_found(sound: Path) -> None:
    shutil.copy(sound / "cats_1.jpg", sound / "cats_9.jpg")
    _labels(sound / "cats_9.json", [1, 9, 590])
    expected = Finding("cats_9.jpg", "repeated image", "the same as cats_1.jpg")
    assert verify(PackedDataset(sound)) == [expected]


def test_ids_that_lead_nowhere_are_found(coco: Path) -> None:
    content = json.loads((coco / "annotations.json").read_text())
    content["annotations"][0]["image_id"] = 77
    content["annotations"][2]["category_id"] = 77
    content["images"].append(content["images"][0] | {"id": 9})
    (coco / "annotations.json").write_text(json.dumps(content))
    faults = [finding for finding in verify(open_dataset(coco)) if finding.is_fault]
    kinds = ["unknown image", "unknown category", "repeated name", "repeated image"]
    assert [finding.kind for finding in faults] == kinds
    assert faults[0].name == "zoo"


def test_what_a_reader_does_not_use_is_a_note(coco: Path) -> None:
    (crowds,) = [finding for finding in verify(open_dataset(coco)) if finding.kind == "not used"]
    assert crowds.reason == "left out 1 crowd regions: annotations[1]"
    assert not crowds.is_fault

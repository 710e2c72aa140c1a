"""Objects of annotation files become masks, or errors that say what is wrong."""

import numpy as np
import pytest
import torch

from anymask.data.annotation import read_area, read_mask, read_segmentation
from anymask.data.record import MaskRecord
from anymask.errors import FormatError
from anymask.geometry import rle

MASK = torch.zeros(4, 6, dtype=torch.bool)
MASK[1:3, 2:5] = True
RLE = rle.encode(MASK[None])[0]
FORMS = {
    "compressed": rle.to_coco(RLE),
    "plain": {"size": [4, 6], "counts": RLE.counts.tolist()},
    "polygon": [[2, 1, 5, 1, 5, 3, 2, 3]],
    "runs": RLE,
}


@pytest.mark.parametrize("form", FORMS)
def test_all_forms_of_a_mask_are_the_same_mask(form: str) -> None:
    assert read_segmentation(FORMS[form], (4, 6), "object 0") == RLE


def test_an_area_is_believed_and_a_missing_one_measured() -> None:
    assert read_area({"segmentation": RLE, "area": 99}, (4, 6), "x") == 99
    assert read_area({"segmentation": RLE}, (4, 6), "x") == 6


def test_box_and_area_are_measured_on_the_mask() -> None:
    record = read_mask({"segmentation": RLE, "area": 99, "bbox": [0]}, (4, 6), "x")
    assert record == MaskRecord.of(RLE)
    assert (record.area, record.box_xywh) == (6, (2.0, 1.0, 3.0, 2.0))


@pytest.mark.parametrize(
    ("segmentation", "message"),
    [
        (None, "the segmentation cannot be read: None"),
        ([[0, 0, 1, 1]], "three or more x, y pairs"),
        ([[0, 0, 1, 1, np.nan, 2]], "not finite"),
        ([[0, 0, 1, 1, "a", 2]], "could not convert"),
        (FORMS["plain"] | {"size": [6, 4]}, r"the mask has \(6, 4\) pixels.* but its image \(4, 6"),
    ],
)
def test_faults_name_the_object(segmentation: object, message: str) -> None:
    with pytest.raises(FormatError, match=f"object 3: .*{message}"):
        read_segmentation(segmentation, (4, 6), "object 3")


def test_an_area_that_is_no_number_is_refused() -> None:
    with pytest.raises(FormatError, match="'area' is 'big'"):
        read_area({"area": "big"}, (4, 6), "x")

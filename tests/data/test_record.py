"""Records carry what is known of a mask; area and box are those of the mask."""

import pytest
import torch

from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle


def test_area_and_box_come_from_the_mask() -> None:
    mask = torch.zeros(1, 6, 9, dtype=torch.bool)
    mask[0, 2:4, 3:8] = True
    record = MaskRecord.of(rle.encode(mask)[0], category="cat")
    assert (record.area, record.box_xywh, record.category) == (10, (3.0, 2.0, 5.0, 2.0), "cat")


def test_an_empty_mask_has_no_extent() -> None:
    record = MaskRecord.of(rle.encode(torch.zeros(1, 3, 4, dtype=torch.bool))[0])
    assert (record.area, record.box_xywh) == (0, (0.0, 0.0, 0.0, 0.0))


def test_masks_have_the_size_of_their_image() -> None:
    record = MaskRecord.of(rle.encode(torch.zeros(1, 3, 4, dtype=torch.bool))[0])
    with pytest.raises(AssertionError, match="another size"):
        ImageRecord("a.jpg", (4, 3), (record,))

"""What the format tests share: an image with masks of many kinds."""

import pytest
import torch

from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle

SIZE = (12, 17)


@pytest.fixture
def image() -> ImageRecord:
    """A ring with an island in it, two parts, the whole image, one pixel, and an empty mask."""
    masks = torch.zeros(5, *SIZE, dtype=torch.bool)
    masks[0, 1:10, 2:12] = True
    masks[0, 3:8, 4:10] = False
    masks[0, 5, 6] = True
    masks[1, 0:2, 0:2] = masks[1, 2:4, 2:4] = masks[1, 9:12, 14:17] = True
    masks[2] = True
    masks[3, 11, 16] = True
    runs = rle.encode(masks)
    records = (
        MaskRecord.of(
            runs[0],
            predicted_iou=0.9,
            stability_score=0.96,
            point_coords=((5.5, 2.5),),
            crop_box_xywh=(0.0, 0.0, 12.0, 12.0),
            parent=2,
            category="ring",
        ),
        MaskRecord.of(runs[1], predicted_iou=0.8, category="blocks"),
        MaskRecord.of(runs[2], predicted_iou=0.7),
        MaskRecord.of(runs[3], parent=1),
        MaskRecord.of(runs[4]),
    )
    return ImageRecord("photos/cat.jpg", SIZE, records, image_id=7)

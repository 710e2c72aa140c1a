import numpy as np
import pytest
from pycocotools import mask as coco

from anymask.compat.segment_anything import SamAutomaticMaskGenerator
from anymask.errors import ConfigurationError

IMAGE = np.random.default_rng(0).integers(0, 256, (60, 80, 3), dtype=np.uint8)
OPTIONS = {"points_per_side": 3, "pred_iou_thresh": 0.0, "stability_score_thresh": 0.0}


def generate(sam, **options):
    return SamAutomaticMaskGenerator(sam, **OPTIONS, **options).generate(IMAGE)


def published_box(mask):
    """(x, y, width, height) to the last pixel inside; zeros for an empty mask."""
    rows, columns = mask.nonzero()
    if len(rows) == 0:
        return [0, 0, 0, 0]
    x, y = columns.min(), rows.min()
    return [x, y, columns.max() - x, rows.max() - y]


def test_annotations_have_the_official_fields_and_types(sam):
    annotations = generate(sam)
    assert annotations
    for annotation in annotations:
        assert list(annotation) == [
            "segmentation",
            "area",
            "bbox",
            "predicted_iou",
            "point_coords",
            "stability_score",
            "crop_box",
        ]
        mask = annotation["segmentation"]
        assert (mask.shape, mask.dtype) == ((60, 80), np.bool_)
        assert annotation["area"] == mask.sum()
        assert annotation["bbox"] == published_box(mask)
        assert annotation["crop_box"] == [0, 0, 80, 60]
        assert np.array(annotation["point_coords"]).shape == (1, 2)


def test_output_modes_describe_the_same_masks(sam):
    binary, runs, compressed = (
        generate(sam, output_mode=mode) for mode in ("binary_mask", "uncompressed_rle", "coco_rle")
    )
    for mask, listed, coded in zip(binary, runs, compressed, strict=True):
        theirs = coco.encode(np.asfortranarray(mask["segmentation"].view(np.uint8)))
        assert coded["segmentation"]["counts"] == theirs["counts"].decode()
        counts = listed["segmentation"]["counts"]
        pixels = np.repeat(np.arange(len(counts)) % 2, counts)  # column by column
        assert np.array_equal(pixels.reshape(80, 60).T, mask["segmentation"])


def test_an_unknown_output_mode_is_refused(sam):
    with pytest.raises(ConfigurationError, match="did you mean 'coco_rle'"):
        SamAutomaticMaskGenerator(sam, output_mode="coco_rl")

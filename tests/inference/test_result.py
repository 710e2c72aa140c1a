import numpy as np
import pytest
import torch
from pycocotools import mask as coco

from anymask.data.sa1b import read_sa1b
from anymask.errors import ConfigurationError
from anymask.geometry import rle
from anymask.geometry.contours import polygons_to_mask
from anymask.geometry.frame import Frame
from anymask.inference.result import Masks

FRAME = Frame.fit((90, 140), 128)


@pytest.fixture(scope="module")
def masks():
    generator = torch.Generator().manual_seed(0)
    coarse = torch.randn(5, 8, 8, generator=generator)
    logits = torch.nn.functional.interpolate(coarse[None], (32, 32), mode="bicubic")[0]
    logits[3] = -4.0
    return Masks((90, 140), torch.arange(5) / 5, logits, FRAME)


def test_every_form_says_the_same(masks):
    binary = FRAME.upsample(masks.logits) > 0
    assert torch.equal(masks.binary(), binary)
    assert torch.equal(torch.stack([rle.decode(runs) for runs in masks.rle()]), binary)
    assert masks.areas.tolist() == binary.sum((1, 2)).tolist()
    outlines = [polygons_to_mask(polygons, (90, 140)) for polygons in masks.polygons()]
    assert torch.equal(torch.stack(outlines), binary)


def test_run_lengths_and_logits_make_equal_results(masks):
    kept = Masks((90, 140), masks.scores, runs=tuple(masks.rle()))
    assert torch.equal(kept.binary(), masks.binary())
    assert torch.equal(kept.boxes, masks.boxes)


def test_coco_annotations_agree_with_pycocotools(masks):
    for annotation, mask in zip(masks.to_coco(), masks.binary().numpy(), strict=True):
        theirs = coco.encode(np.asfortranarray(mask.astype(np.uint8)))
        assert annotation["segmentation"]["counts"] == theirs["counts"].decode()
        assert annotation["bbox"] == coco.toBbox(theirs).tolist()
        assert annotation["area"] == coco.area(theirs)


def test_one_index_keeps_the_type(masks):
    assert torch.equal(masks[2].logits[0], masks.logits[2])
    assert [len(one) for one in masks] == [1] * 5
    assert masks[-1].scores.tolist() == pytest.approx([0.8])
    assert len(masks[masks.scores > 0.5]) == 2
    with pytest.raises(IndexError, match="mask 5 of 5"):
        masks[5]


def test_parents_of_chosen_masks_skip_what_was_left_out(masks):
    chain = Masks(
        (90, 140), masks.scores, masks.logits, FRAME, parents=torch.tensor([1, 2, 3, -1, 0])
    )
    assert chain[[4, 2, 3]].parents.tolist() == [1, 2, -1]


def test_records_hold_what_is_known(masks):
    full = Masks(
        (90, 140),
        masks.scores,
        masks.logits,
        FRAME,
        stability=torch.ones(5),
        points=torch.ones(5, 2),
        crop_boxes=torch.tensor([[10.0, 20.0, 50.0, 60.0]]).repeat(5, 1),
        parents=torch.tensor([-1, 0, 0, 0, 0]),
    )
    record = full.records(["a", "b", "c", "d", "e"])[1]
    assert record.category == "b"
    assert record.crop_box_xywh == (10, 20, 40, 40)
    assert (record.parent, full.records()[0].parent) == (0, None)
    assert record.point_coords == ((1.0, 1.0),)


def test_drawing_leaves_the_image_alone(masks):
    image = np.zeros((90, 140, 3), np.uint8)
    drawn = masks.draw(image, points=[(3, 4)], labels=[1])
    assert drawn.shape == image.shape
    assert not image.any()
    assert drawn.any()


def test_saved_masks_are_read_back(masks, tmp_path):
    path = tmp_path / "masks.json"
    masks.save(path, file_name="photo.jpg")
    image = read_sa1b(path)
    assert image.file_name == "photo.jpg"
    assert [record.rle for record in image.masks] == masks.rle()


def test_an_unknown_format_is_refused(masks, tmp_path):
    with pytest.raises(ConfigurationError, match="did you mean 'geojson'"):
        masks.save(tmp_path / "masks", format="geojsn")

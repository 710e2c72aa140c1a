"""Claims about where boxes come from, and about those that cannot be asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.data.open import open_dataset
from anymask.evaluation.instances.boxes import NO_PIXEL, DetectedBoxes, TrueBoxes, cut
from anymask.evaluation.instances.detections import Detection
from anymask.evaluation.instances.truth import read_truth
from anymask.evaluation.picture import Picture
from anymask.evaluation.rows import RowKey
from anymask.evaluation.sampling import Sampling
from anymask.geometry import rle

corner = st.floats(-30, 60, allow_nan=False)


@pytest.fixture
def asked(content_of, write):
    """The truth of a file, its first image, and that image as a picture."""
    file = write(content_of(0, "coco"))
    truth, dataset = read_truth(file), open_dataset(file)
    picture = Picture(RowKey("m", "", str(file), "3.png"), dataset, 0, Sampling())
    return picture, truth.image_named("3.png"), truth


@settings(max_examples=60, deadline=None)
@given(st.tuples(corner, corner, corner, corner))
def test_a_cut_box_lies_in_the_image_and_holds_a_pixel(box) -> None:
    found = cut(box, (20, 30))
    centres = [
        (x, y)
        for x in range(30)
        for y in range(20)
        if box[0] <= x + 0.5 < box[2] and box[1] <= y + 0.5 < box[3]
    ]
    assert (found is not None) == bool(centres)
    if found is not None:
        assert 0 <= found[0] <= found[2] <= 30
        assert 0 <= found[1] <= found[3] <= 20


def test_true_boxes_are_those_of_the_objects_that_are_no_crowds(asked) -> None:
    picture, image, truth = asked
    boxes = TrueBoxes().boxes(picture, image, truth).boxes
    objects = [each for each in truth.objects[3] if not each.is_crowd]
    assert [each.category_id for each in boxes] == [each.category_id for each in objects]
    assert [each.box for each in boxes] == [rle.box(mask) for mask in picture.objects.masks]
    assert {each.score for each in boxes} == {None}


def test_detections_are_cut_to_the_image(asked) -> None:
    boxes = [Detection(3, 10, (-5, 0, 500, 20), 0.5), Detection(4, 10, (0, 0, 9, 9), 0.9)]
    found = DetectedBoxes("boxes.json", boxes).boxes(*asked)
    assert [(each.box, each.score) for each in found.boxes] == [((0, 0, 130, 20), 0.5)]
    assert found.left_out == {}


def test_boxes_without_a_pixel_are_counted(asked) -> None:
    outside = [
        Detection(3, 10, box, 0.5) for box in ((140, 5, 150, 9), (9, 9, 9, 20), (9, 9, 5, 20))
    ]
    found = DetectedBoxes("boxes.json", outside).boxes(*asked)
    assert (found.boxes, found.left_out) == ((), {NO_PIXEL: 3})


def test_boxes_that_belong_nowhere_are_counted_and_named(asked) -> None:
    places = [(3, 10), (3, 99), (77, 10), (78, 10), (77, 20), (8, 10)]
    boxes = [Detection(image, category, (0, 0, 9, 9), 0.5) for image, category in places]
    unused = DetectedBoxes("boxes.json", boxes).unused(asked[2], {3, 4})
    assert unused == {
        "boxes in images that the set does not have (77, 78)": 3,
        "boxes in images that were not measured (8)": 1,
        "boxes of categories that the set does not have (99)": 1,
    }
    assert TrueBoxes().unused(asked[2], {3}) == {}

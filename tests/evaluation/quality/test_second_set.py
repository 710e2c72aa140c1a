"""A second annotator is found by the names of images, whatever their order."""

import pytest

from anymask.data.broken import BrokenSampleError
from anymask.evaluation.quality.second_set import SecondSet
from anymask.geometry import rle


def test_masks_of_the_image_of_the_same_name_are_found(drawn, pair) -> None:
    second = SecondSet(drawn([pair[:1], pair]), "theirs")
    asked = rle.encode(pair)[1]
    assert second.annotator("0.png").closest(asked) is None
    number = second.annotator("1.png").closest(asked)
    assert number == 1
    assert second.annotator("1.png").iou(asked, number) == 1


def test_empty_masks_are_nobodys(drawn, pair) -> None:
    second = SecondSet(drawn([pair & False]), "theirs")
    assert second.annotator("0.png").closest(rle.encode(pair)[0]) is None


def test_an_image_of_another_name_is_missing(drawn, pair) -> None:
    with pytest.raises(BrokenSampleError, match=r"9\.png cannot be used: theirs does not have it"):
        SecondSet(drawn([pair]), "theirs").annotator("9.png")

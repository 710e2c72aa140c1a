"""Claims about what simulated annotators know."""

import pytest
import torch

from anymask.errors import InputError
from anymask.geometry import rle
from anymask.serving.simulated.oracle import Oracle


class Drawn:
    """A data set of one image with three squares, the last one drawn twice."""

    def __len__(self) -> int:
        return 1

    def name(self, index: int) -> str:
        return "train/a.jpg"

    def compact(self, index: int):
        masks = torch.zeros(4, 20, 30, dtype=torch.bool)
        for number, side in enumerate((2, 9, 5, 5)):
            masks[number, :side, :side] = True

        class Sample:
            pass

        sample = Sample()
        sample.masks = tuple(rle.encode(masks))
        return sample


def test_objects_come_by_size_and_once() -> None:
    objects = Oracle([Drawn()]).objects("elsewhere/a.jpg")
    assert [rle.area(each) for each in objects] == [81, 25, 4]
    assert len(Oracle([Drawn()]).objects("a.jpg", least_pixels=5)) == 2


def test_unknown_and_doubled_images_are_named() -> None:
    with pytest.raises(InputError, match=r"the truth knows no image b\.jpg"):
        Oracle([Drawn()]).objects("b.jpg")
    with pytest.raises(InputError, match=r"two images of the truth are called a\.jpg"):
        Oracle([Drawn(), Drawn()])

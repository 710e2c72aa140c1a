"""rle: one name under which every run-length function is found."""

import torch

from anymask.geometry import rle


def test_every_name_is_there() -> None:
    assert all(hasattr(rle, name) for name in rle.__all__)


def test_a_mask_goes_to_a_file_and_back() -> None:
    masks = torch.rand(3, 20, 30) < 0.3
    written = [rle.to_coco(each) for each in rle.encode(masks)]
    read = torch.stack([rle.decode(rle.from_coco(each)) for each in written])
    assert torch.equal(read, masks)

import torch

from anymask.geometry import rle
from anymask.geometry.frame import Frame
from anymask.geometry.grids import CropBox
from anymask.inference.candidates import make_candidate
from anymask.inference.found import CropTask
from anymask.inference.options import AutomaticOptions
from anymask.inference.upsample import Window

TASK = CropTask(
    Frame.fit((60, 80), 128), CropBox(100, 50, 180, 110), (200, 300), AutomaticOptions()
)


def test_a_mask_is_placed_in_the_image():
    plane = torch.zeros(32, 32)
    candidate = make_candidate(plane, 0.9, (7.0, 8.0), -1.0, plane.clone)
    window = Window(torch.ones(4, 6), 10, 20)
    found = TASK.found(candidate, window.values > 0, window, (0.0, 0.0, 0.0, 0.0), 1.0)
    assert rle.box(found.rle) == (110, 70, 116, 74)
    assert found.point == (107.0, 58.0)
    assert found.crop_area == 60 * 80


def test_boxes_at_the_edge_of_the_crop_are_cut():
    assert TASK.is_cut((105.0, 80.0, 130.0, 85.0))
    assert not TASK.is_cut((135.0, 80.0, 140.0, 85.0))

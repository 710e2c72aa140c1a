import numpy as np
import torch
from PIL import Image

from anymask.compat.segment_anything.utils.transforms import ResizeLongestSide

TRANSFORM = ResizeLongestSide(128)
SIZE = (300, 451)


def test_images_are_resized_as_pillow_does():
    image = np.random.default_rng(0).integers(0, 256, (*SIZE, 3), dtype=np.uint8)
    ours = TRANSFORM.apply_image(image)
    theirs = Image.fromarray(image).resize(ours.shape[1::-1], Image.Resampling.BILINEAR)
    assert ours.shape == (85, 128, 3)
    assert np.abs(ours.astype(int) - np.asarray(theirs)).max() <= 1


def test_coordinates_scale_with_the_rounded_size():
    points = np.array([[451, 300], [0, 0]])
    assert np.allclose(TRANSFORM.apply_coords(points, SIZE), [[128, 85], [0, 0]])
    assert np.allclose(TRANSFORM.apply_boxes(np.array([0, 0, 451, 300]), SIZE), [[0, 0, 128, 85]])


def test_tensors_and_arrays_agree():
    boxes = np.array([[1, 2, 30, 40], [5, 6, 70, 80]])
    arrays = TRANSFORM.apply_boxes(boxes, SIZE)
    tensors = TRANSFORM.apply_boxes_torch(torch.from_numpy(boxes), SIZE)
    assert np.allclose(arrays, tensors.numpy(), atol=1e-4)
    assert TRANSFORM.apply_image_torch(torch.zeros(2, 3, *SIZE)).shape == (2, 3, 85, 128)


def test_the_resized_shape_is_the_official_one():
    assert ResizeLongestSide.get_preprocess_shape(1500, 2250, 1024) == (683, 1024)

import itertools

import numpy as np
import pytest
import torch
from PIL import Image

from anymask.errors import InputError
from anymask.geometry import rle
from anymask.inference.draw import NEGATIVE, POSITIVE, colour_of, draw_masks, line_width

GREY = np.full((60, 80, 3), 128, np.uint8)


def square(x0, y0, x1, y1, size=(60, 80)):
    mask = torch.zeros(1, *size, dtype=torch.bool)
    mask[0, y0:y1, x0:x1] = True
    return rle.encode(mask)[0]


def test_colours_of_a_hundred_masks_are_distinct():
    colours = [colour_of(index) for index in range(100)]
    assert len(set(colours)) == 100
    steps = [np.abs(np.subtract(a, b)).sum() for a, b in itertools.pairwise(colours)]
    assert min(steps) > 100


def test_pixels_outside_masks_stay_as_they_are():
    drawn = draw_masks(GREY, [square(10, 10, 30, 30)])
    changed = (drawn != GREY).any(-1)
    assert changed[10:30, 10:30].all()
    assert changed.sum() == 400


def test_the_fill_is_the_published_blend_and_the_contour_is_opaque():
    drawn = draw_masks(GREY, [square(10, 10, 30, 30)], opacity=0.45)
    colour = Image.new("RGB", (80, 60), colour_of(0))
    blend = np.asarray(Image.blend(Image.fromarray(GREY), colour, 0.45))
    assert np.abs(drawn[20, 20].astype(int) - blend[20, 20]).max() <= 1
    assert tuple(drawn[10, 20]) == colour_of(0)


def test_a_part_lies_on_its_whole_whatever_the_order():
    whole, part = square(5, 5, 55, 55), square(20, 20, 40, 40)
    first, second = draw_masks(GREY, [whole, part]), draw_masks(GREY, [part, whole])
    alone = draw_masks(GREY, [square(70, 50, 80, 60), part])
    assert np.array_equal(first[20:40, 20:40], alone[20:40, 20:40])
    assert tuple(second[20, 30]) == colour_of(0)


@pytest.mark.parametrize(("label", "colour"), [(1, POSITIVE), (0, NEGATIVE)])
def test_clicks_are_dots_of_their_colour_in_a_white_ring(label, colour):
    drawn = draw_masks(GREY, [], points=[(40.5, 30.5)], labels=[label])
    assert tuple(drawn[30, 40]) == colour
    assert (drawn[30] == 255).all(-1).any()


def test_boxes_are_drawn_inside_their_edge():
    drawn = draw_masks(GREY, [], boxes=[(10, 20, 30, 40)])
    changed = (drawn != GREY).any(-1)
    assert changed[20, 10:30].all()
    assert changed[20:40, 29].all()
    assert not changed[25, 15]
    assert changed.sum() == 2 * 20 + 2 * 18


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (3000, 2)])
def test_any_size_of_picture_can_be_drawn_on(size):
    image = np.zeros((*size, 3), np.uint8)
    mask = square(0, 0, size[1], size[0], size)
    drawn = draw_masks(image, [mask], points=[(0, 0), size[::-1]], boxes=[(0, 0, *size[::-1])])
    assert drawn.shape == image.shape


def test_lines_grow_with_the_picture():
    assert line_width((1, 1)) == 1
    assert line_width((10_000, 10_000)) == 20


def test_masks_of_another_image_are_refused():
    with pytest.raises(InputError, match=r"mask 0 is of \(60, 80\)"):
        draw_masks(np.zeros((5, 5, 3), np.uint8), [square(0, 0, 2, 2)])

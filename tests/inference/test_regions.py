import torch

from anymask.geometry import masks as mask_maths
from anymask.geometry import rle
from anymask.geometry.grids import CropBox
from anymask.inference.found import Found
from anymask.inference.regions import clean_small_regions


def found(mask, score=0.9):
    box = tuple(mask_maths.boxes(mask[None])[0].tolist())
    return Found(rle.encode(mask[None])[0], box, score, 1.0, (0.0, 0.0), CropBox(0, 0, 40, 30))


def square(x0, y0, x1, y1):
    mask = torch.zeros(30, 40, dtype=torch.bool)
    mask[y0:y1, x0:x1] = True
    return mask


def test_no_minimal_area_leaves_all_as_it_is():
    masks = [found(square(1, 1, 9, 9))]
    assert clean_small_regions(masks, 0, 0.7) == masks


def test_holes_are_filled_and_islands_dropped():
    dirty = square(5, 5, 20, 20) & ~square(8, 8, 10, 10) | square(30, 20, 32, 22)
    (clean,) = clean_small_regions([found(dirty)], 10, 0.7)
    assert torch.equal(rle.decode(clean.rle), square(5, 5, 20, 20))
    assert clean.box == (5.0, 5.0, 19.0, 19.0)


def test_of_masks_made_equal_the_untouched_one_stays():
    dirty, clean = (
        found(square(5, 5, 20, 20) & ~square(8, 8, 9, 9)),
        found(square(5, 5, 20, 20), 0.5),
    )
    assert clean_small_regions([dirty, clean], 10, 0.7) == [clean]


def test_nothing_found_stays_nothing():
    assert clean_small_regions([], 10, 0.7) == []

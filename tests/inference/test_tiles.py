import numpy as np
import pytest
import torch

from anymask.geometry import masks as mask_maths
from anymask.geometry import rle
from anymask.geometry.grids import tiles
from anymask.inference.found import Found
from anymask.inference.tiles import join_pieces, piece_in_image

SIZE = (100, 220)
LAYOUT = tiles(SIZE, 100, 25)


def pieces_of(mask, score=0.9):
    """Cut a mask as the tiles see it."""
    pieces = []
    for number, place in enumerate(LAYOUT):
        seen = mask[place.y0 : place.y1, place.x0 : place.x1]
        if seen.any():
            box = tuple(mask_maths.boxes(seen[None])[0].tolist())
            runs = rle.encode(seen[None].contiguous())[0]
            found = Found(runs, box, score - 0.01 * number, 1.0, (0.0, 0.0), place)
            pieces.append(piece_in_image(found, number, place, SIZE))
    return pieces


def ellipse(x, y, a, b):
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]]
    return torch.from_numpy(((columns - x) / a) ** 2 + ((rows - y) / b) ** 2 <= 1)


@pytest.mark.parametrize(
    "mask", [ellipse(110, 50, 90, 30), ellipse(85, 50, 12, 30), ellipse(50, 50, 45, 10)]
)
def test_an_object_across_seams_comes_back_whole_and_once(mask):
    (joined,) = join_pieces(pieces_of(mask), LAYOUT)
    assert torch.equal(rle.decode(joined.rle), mask)


def test_an_object_inside_the_strip_is_kept_once():
    mask = ellipse(87, 50, 6, 6)
    pieces = pieces_of(mask)
    assert len(pieces) == 2
    (joined,) = join_pieces(pieces, LAYOUT)
    assert joined.score == 0.9


def test_a_part_does_not_pull_its_whole_in():
    whole, part = ellipse(110, 50, 100, 40), ellipse(88, 50, 8, 8)
    joined = join_pieces(pieces_of(whole) + pieces_of(part), LAYOUT)
    masks = [rle.decode(one.rle) for one in joined]
    assert len(masks) == 2
    assert any(torch.equal(mask, part) for mask in masks)
    assert any(torch.equal(mask, whole) for mask in masks)


def test_neighbours_that_disagree_stay_apart():
    left, right = ellipse(60, 30, 40, 12), ellipse(130, 70, 50, 12)
    joined = join_pieces(pieces_of(left) + pieces_of(right), LAYOUT)
    assert len(joined) == 2


def test_everything_in_tiles_covers_the_image(disc_segmenter):
    image = np.zeros((150, 210, 3), np.uint8)
    found = disc_segmenter.everything(image, tile=100, points_per_side=6)
    boxes = found.boxes
    assert len(found) > 10
    assert boxes[:, 0].min() < 30
    assert boxes[:, 2].max() > 180
    assert found.binary().shape[1:] == (150, 210)


def test_one_tile_is_the_plain_mode(disc_segmenter, photo):
    plain = disc_segmenter.everything(photo, points_per_side=6)
    tiled = disc_segmenter.everything(photo, points_per_side=6, tile=500)
    assert plain.rle() == tiled.rle()

"""The model in the package, on a real photograph: a click on the cat gives the cat or a part of it.

Coarse on purpose: how good the model is stands in MODEL_CARD.md; here it must not be broken.
"""

import numpy as np
import pytest

import anymask
from anymask import Scene
from anymask.cli.demo import BOX, POINT
from anymask.geometry import boxes
from anymask.models.catalog import find, local_path


@pytest.fixture(scope="module")
def scene(cat: np.ndarray) -> Scene:
    return anymask.load("tiny", device="cpu").embed(cat)


def test_the_weights_are_small_enough_for_the_package() -> None:
    assert local_path(find("tiny")) is not None
    assert find("tiny").size <= 25_000_000


def test_a_click_on_the_cat_is_answered_with_masks_around_the_click(scene: Scene) -> None:
    masks = scene.segment(points=[POINT])
    x, y = (int(value) for value in POINT)
    assert masks.binary()[0, y, x]
    share = masks.areas / (scene.frame.original[0] * scene.frame.original[1])
    assert 0.02 < share[0] < 0.95
    assert share.max() > 0.2, "none of the three is anything like the cat"


def test_a_box_is_answered_with_a_mask_that_fills_it(scene: Scene) -> None:
    masks = scene.segment(boxes=[BOX])
    prompt = masks.boxes.new_tensor([BOX])
    assert boxes.iou(masks.boxes, prompt)[0, 0] > 0.5


def test_a_background_click_takes_pixels_away(scene: Scene) -> None:
    whole = scene.segment(boxes=[(20, 0, 400, 299)])
    less = scene.segment(points=[(380, 280)], labels=[0], boxes=[(20, 0, 400, 299)], refine=whole)
    assert not less.binary()[0, 280, 380]


def test_everything_finds_several_things(cat: np.ndarray) -> None:
    masks = anymask.load("tiny").everything(cat, points_per_side=16)
    assert len(masks) >= 2

"""Claims about which images and objects count."""

import pytest

from anymask.data.compact import CompactSample
from anymask.errors import ConfigurationError
from anymask.evaluation.sampling import Sampling, add_left_out, choose_objects


@pytest.fixture
def crowded(drawn, rectangles) -> CompactSample:
    """An image with an empty mask, a small one (1 % of the image) and three larger ones."""
    boxes = ((9, 9, 9, 9), (0, 0, 5, 4), (0, 10, 20, 30), (20, 0, 50, 9), (25, 15, 45, 39))
    return drawn([rectangles(*boxes)]).compact(0)


def test_everything_with_a_pixel_counts_by_default(crowded) -> None:
    chosen = choose_objects(crowded, 0, Sampling())
    assert chosen.numbers == (1, 2, 3, 4)
    assert chosen.masks == crowded.masks[1:]
    assert chosen.left_out == {"empty": 1}


@pytest.mark.parametrize(("share", "small"), [(0.0, 0), (0.01, 0), (0.0101, 1), (0.9, 4)])
def test_the_least_share_itself_counts(crowded, share: float, small: int) -> None:
    chosen = choose_objects(crowded, 0, Sampling(min_area_share=share))
    assert chosen.left_out == {"empty": 1} | ({"too small": small} if small else {})
    assert len(chosen.masks) == 4 - small


def test_what_has_no_room_is_left_out_at_random_but_repeatably(crowded) -> None:
    draws = [choose_objects(crowded, 0, Sampling(seed=seed), room=2) for seed in range(20)]
    assert {len(draw.masks) for draw in draws} == {2}
    assert len({draw.numbers for draw in draws}) > 3
    again = choose_objects(crowded, 0, Sampling(seed=7), room=2)
    assert again.numbers == draws[7].numbers
    assert again.left_out == {"empty": 1, "beyond the maximum": 2}


def test_all_images_come_in_order() -> None:
    assert Sampling(min_area_share=0.1, seed=3).order(4) == [0, 1, 2, 3]


def test_a_maximum_draws_images_by_the_seed() -> None:
    orders = [Sampling(max_images=3, seed=seed).order(10) for seed in range(20)]
    assert {len(set(order)) for order in orders} == {3}
    assert {image for order in orders for image in order} == set(range(10))
    assert Sampling(max_images=3, seed=5).order(10) == orders[5]
    assert sorted(Sampling(max_objects=3).order(10)) == list(range(10))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"min_area_share": 1.0}, "min_area_share is 1; pass a share"),
        ({"min_area_share": -0.1}, "min_area_share is -0.1"),
        ({"max_objects": 0}, "max_objects is 0; pass 1 or more"),
        ({"seed": -1}, "seed is -1; pass 0 or more"),
        ({"max_images": -2}, "max_images is -2; pass 1 or more"),
    ],
)
def test_settings_without_sense_are_refused(wrong: dict[str, float], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        Sampling(**wrong)


def test_reasons_add_up() -> None:
    assert add_left_out([{"a": 1, "b": 2}, {}, {"b": 3}]) == {"a": 1, "b": 5}

"""Claims about matching: one to one, as many as possible, as near as possible, either way round."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from anymask.evaluation.edges.matching import (
    OUTLIER_COST,
    assign,
    find_reach,
    match,
    match_boundaries,
    matching_radius,
)

Maps = tuple[np.ndarray, np.ndarray]


@st.composite
def two_maps(draw: st.DrawFn) -> Maps:
    """Two maps (H, W) with a few pixels each."""
    height, width = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    shares = draw(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)))
    generator = np.random.default_rng(draw(st.integers(0, 2**16)))
    first, second = (generator.random((height, width)) < share for share in shares)
    return first, second


def pairs_of(drawn: np.ndarray, annotated: np.ndarray, radius: float) -> Maps:
    """The matched pixels as numbers."""
    reach = find_reach(annotated, radius)
    return match(drawn.reshape(-1)[reach.pixel], reach)


def brute_force(drawn: np.ndarray, annotated: np.ndarray, radius: float) -> tuple[int, float]:
    """Size and total distance of the best matching, from a dense table of all distances."""
    a, b = np.argwhere(drawn), np.argwhere(annotated)
    distance = np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1))
    penalty = OUTLIER_COST * radius
    rows, columns = linear_sum_assignment(
        np.minimum(np.where(distance <= radius, distance, 1e6), penalty)
    )
    near = distance[rows, columns] <= radius
    return int(near.sum()), float(distance[rows, columns][near].sum())


@given(two_maps(), st.floats(0.5, 5))
@settings(max_examples=150, deadline=None)
def test_matchings_are_the_best_there_are(maps: Maps, radius: float) -> None:
    drawn, annotated = maps
    first, second = pairs_of(drawn, annotated, radius)
    size, total = brute_force(drawn, annotated, radius)
    assert len(first) == size
    assert lengths(first, second, drawn.shape[1]).sum() == pytest.approx(total)


def lengths(first: np.ndarray, second: np.ndarray, width: int) -> np.ndarray:
    """The distance of each pair."""
    return np.hypot(first // width - second // width, first % width - second % width)


@given(two_maps(), st.floats(0.5, 5))
@settings(max_examples=50, deadline=None)
def test_pairs_are_one_to_one_of_set_pixels_within_reach(maps: Maps, radius: float) -> None:
    drawn, annotated = maps
    first, second = pairs_of(drawn, annotated, radius)
    assert len(set(first.tolist())) == len(set(second.tolist())) == len(first)
    assert drawn.reshape(-1)[first].all()
    assert annotated.reshape(-1)[second].all()
    assert (lengths(first, second, drawn.shape[1]) <= radius).all()


@given(two_maps(), st.floats(0.05, 0.5))
@settings(max_examples=50, deadline=None)
def test_either_map_may_come_first(maps: Maps, max_distance: float) -> None:
    one, other = match_boundaries(*maps, max_distance)
    swapped = match_boundaries(maps[1], maps[0], max_distance)
    assert one.sum() == other.sum() == swapped[0].sum() == swapped[1].sum()


@given(two_maps())
@settings(max_examples=30, deadline=None)
def test_every_pixel_matches_itself(maps: Maps) -> None:
    one, other = match_boundaries(maps[0], maps[0], 0.2)
    assert np.array_equal(one, maps[0])
    assert np.array_equal(other, maps[0])


@pytest.mark.parametrize(("down", "right"), [(0, 1), (1, 0), (1, 1), (-1, 1)])
def test_a_shift_within_reach_loses_nothing(down: int, right: int) -> None:
    drawn = np.zeros((40, 50), np.bool_)
    drawn[10, 5:40] = drawn[10:30, 20] = True
    shifted = np.roll(drawn, (down, right), (0, 1))
    one, other = match_boundaries(drawn, shifted, 1.5 / np.hypot(40, 50))
    assert np.array_equal(one, drawn)
    assert np.array_equal(other, shifted)


def test_of_two_lines_within_reach_the_nearer_one_is_right() -> None:
    annotated = np.zeros((20, 30), np.bool_)
    annotated[10] = True
    drawn = np.zeros_like(annotated)
    drawn[9] = drawn[13] = True
    right, _ = match_boundaries(drawn, annotated, 4 / np.hypot(20, 30))
    assert right[9].all()
    assert not right[13].any()


def test_a_pair_more_is_worth_moving_all_others() -> None:
    # Five drawn pixels one step beside five annotated ones: a chain that only works shifted.
    drawn, annotated = np.zeros((2, 1, 9), np.bool_)
    drawn[0, 2:7], annotated[0, 3:8] = True, True
    one, _ = match_boundaries(drawn, annotated, 1.0 / np.hypot(1, 9))
    assert one.sum() == 5


def test_pixels_beyond_reach_are_no_pairs() -> None:
    drawn, annotated = np.zeros((2, 9, 9), np.bool_)
    drawn[1, 1], annotated[1, 5] = True, True
    assert match_boundaries(drawn, annotated, 4.1 / np.hypot(9, 9))[0].any()
    assert not match_boundaries(drawn, annotated, 3.9 / np.hypot(9, 9))[0].any()


def test_the_reach_lists_each_near_pair_once() -> None:
    boundary = np.random.default_rng(0).random((7, 9)) < 0.3
    reach = find_reach(boundary, 2.3)
    listed = list(zip(reach.annotated[reach.owner].tolist(), reach.pixel.tolist(), strict=True))
    every = [
        (y * 9 + x, v * 9 + u)
        for y, x in np.argwhere(boundary).tolist()
        for v in range(7)
        for u in range(9)
        if np.hypot(v - y, u - x) <= 2.3
    ]
    assert sorted(listed) == sorted(every)


def test_the_radius_of_the_benchmark_is_a_share_of_the_diagonal() -> None:
    assert matching_radius((300, 400), 0.0075) == pytest.approx(3.75)


def test_nothing_is_matched_with_nothing() -> None:
    empty, one = np.zeros((4, 5), np.bool_), np.eye(4, 5, dtype=np.bool_)
    for drawn, annotated in ((empty, empty), (empty, one), (one, empty)):
        assert not any(matched.any() for matched in match_boundaries(drawn, annotated, 0.5))


def test_many_lines_are_matched_as_if_each_were_alone() -> None:
    generator = np.random.default_rng(1)
    drawn, annotated = (generator.random((2, 60, 90)) < 0.4) & (np.arange(60) % 12 < 6)[:, None]
    together = pairs_of(drawn, annotated, 3.0)
    strips = [slice(start, start + 12) for start in range(0, 60, 12)]
    apart = [brute_force(drawn[strip], annotated[strip], 3.0) for strip in strips]
    assert len(together[0]) == sum(size for size, _ in apart)
    assert lengths(*together, 90).sum() == pytest.approx(sum(total for _, total in apart))


def test_a_pair_less_costs_its_penalty() -> None:
    first, second, costs = np.array([4, 5]), np.array([7, 7]), np.array([2.0, 1.0])
    assert assign(first, second, costs, 9.0).tolist() == [[5, 7]]
    assert assign(second, first, costs, 9.0).tolist() == [[7, 5]]
    assert not len(assign(first, second, costs, 0.5))

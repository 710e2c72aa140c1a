"""Claims about the shares of masks that agree well."""

from hypothesis import given
from hypothesis import strategies as st

from anymask.engine.shares import BOUNDS, shares_of

IOUS = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(IOUS, st.data())
def test_shares_are_counts_and_intervals_hold_them(ious: list[float], data) -> None:
    images = data.draw(
        st.lists(st.integers(0, 3), min_size=len(ious), max_size=len(ious)), label="images"
    )
    for share in shares_of(ious, images):
        assert share.share == sum(iou >= share.bound for iou in ious) / len(ious)
        assert (share.interval is None) == (len(set(images)) == 1)
        if share.interval is not None:
            low, high = share.interval
            assert 0 <= low <= share.share + 1e-12 <= high + 2e-12 <= 1 + 2e-12


@given(IOUS)
def test_the_lower_bound_is_reached_by_as_many_or_more(ious: list[float]) -> None:
    strict, loose = shares_of(ious, [1] * len(ious))
    assert (strict.bound, loose.bound) == BOUNDS
    assert strict.share <= loose.share

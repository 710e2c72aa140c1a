"""Claims about corners as polygons."""

from hypothesis import given
from hypothesis import strategies as st

from anymask.data.suites.outline import outline

CORNERS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6)


@given(CORNERS)
def test_corners_come_back_in_their_order_or_enclose_nothing(
    corners: list[tuple[float, float]],
) -> None:
    polygons = outline(corners)
    assert bool(polygons) == (len(corners) >= 3)
    for polygon in polygons:
        assert list(zip(polygon[::2], polygon[1::2], strict=True)) == corners

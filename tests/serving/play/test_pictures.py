"""Claims about the images of the playground."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.errors import MissingError
from anymask.serving.play.pictures import Pictures


@given(st.lists(st.integers(0, 200), min_size=1, max_size=30), st.integers(1, 500))
def test_no_more_is_kept_than_there_is_room_for(sizes, room: int) -> None:
    pictures = Pictures(room)
    for size in sizes:
        last = pictures.add(b"x" * size, (1, 1), b"")
        kept = list(pictures._pictures.values())
        assert sum(each.cost for each in kept) <= room or kept == [last]
    assert pictures.get(last.id) is last


def test_those_used_last_stay() -> None:
    pictures = Pictures(20)
    first, second = (pictures.add(b"x" * 10, (1, 1), b"") for _ in range(2))
    pictures.get(first.id)
    pictures.add(b"x" * 10, (1, 1), b"")
    assert pictures.get(first.id) is first
    with pytest.raises(MissingError, match="drop it again"):
        pictures.get(second.id)


def test_ids_cannot_be_guessed() -> None:
    pictures = Pictures(10**6)
    ids = {pictures.add(b"", (1, 1), b"").id for _ in range(100)}
    assert len(ids) == 100
    assert min(map(len, ids)) >= 16

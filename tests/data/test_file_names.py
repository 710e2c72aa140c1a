"""Names of a new data set are never the same twice."""

from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from anymask.data.file_names import FileNames

NAMES = st.lists(st.sampled_from(["a.jpg", "a.png", "A.jpg", "b/a.jpg", "b_a.jpg", "a-2.jpg", "c"]))


@given(NAMES, st.booleans())
def test_no_two_names_share_a_stem(names: list[str], flat: bool) -> None:
    taken = FileNames(flat=flat)
    stems = [PurePosixPath(taken.take(name)).with_suffix("").as_posix() for name in names]
    assert len({stem.casefold() for stem in stems}) == len(names)


def test_a_name_stays_as_it_is_where_it_can() -> None:
    names = FileNames()
    assert [names.take("b/a.jpg"), names.take("a.jpg")] == ["b/a.jpg", "a.jpg"]
    assert FileNames(flat=True).take("b\\a.v2.jpg") == "b_a.v2.jpg"

"""Points and boxes as typed on the command line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.cli.coordinates import parse_box, parse_point
from anymask.errors import InputError

numbers = st.floats(-1e6, 1e6)


@given(x=numbers, y=numbers, label=st.sampled_from([0, 1]))
def test_a_point_survives_its_spelling(x: float, y: float, label: int) -> None:
    assert parse_point(f"{x!r},{y!r},{label}") == ((x, y), label)


@given(x=numbers, y=numbers)
def test_a_point_without_a_label_is_on_the_object(x: float, y: float) -> None:
    assert parse_point(f"{x!r},{y!r}") == parse_point(f"{x!r},{y!r},1")


@given(box=st.tuples(numbers, numbers, numbers, numbers))
def test_a_box_survives_its_spelling(box: tuple[float, float, float, float]) -> None:
    assert parse_box(",".join(map(repr, box))) == box


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b", r"--point 'a,b' is not made of numbers; write x,y or x,y,label"),
        ("5", "has 1 numbers"),
        ("1,2,1,1", "has 4 numbers"),
        ("nan,2", "not finite"),
        ("1,2,3", "label 3 is neither 1"),
        ("", "is not made of numbers"),
    ],
)
def test_a_misspelt_point_is_explained(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_point(text)


@pytest.mark.parametrize("text", ["1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,inf", "1 2 3 4"])
def test_a_misspelt_box_is_explained(text: str) -> None:
    with pytest.raises(InputError, match=r"--box .* write x0,y0,x1,y1"):
        parse_box(text)

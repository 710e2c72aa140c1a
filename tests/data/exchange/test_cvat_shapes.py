"""Every element of CVAT is read as what it covers, or named."""

import pytest

from anymask.data.annotation import read_mask
from anymask.data.exchange.cvat_shapes import read_shape, whole
from anymask.data.exchange.drawn import Drawing, Shape
from anymask.errors import FormatError
from anymask.geometry.rle import Rle

SIZE = (10, 20)
WINDOW = {"left": "3", "top": "2", "width": "4", "height": "2"}


def area(name: str, **attributes: str) -> int:
    shape = read_shape(name, {"label": "a"} | attributes, SIZE, "x")
    assert isinstance(shape, Shape)
    (entry,) = Drawing((shape,)).annotations(SIZE)
    return read_mask(entry, SIZE, "x").area


def test_a_mask_is_read_row_by_row_in_its_box() -> None:
    shape = read_shape("mask", {"rle": " 1,2, 3 ,2"} | WINDOW, SIZE, "x")
    # Row 2: columns 4 and 5; row 3: columns 5 and 6. Run lengths go down the columns.
    expected = Rle(SIZE, [42, 1, 9, 2, 9, 1, 136])
    assert shape == Shape(expected)


@pytest.mark.parametrize(
    ("name", "attributes", "expected"),
    [
        ("polygon", {"points": "1.00,1.00;5.00,1.00;5.00,4.00;1.00,4.00"}, 12),
        ("box", {"xtl": "1", "ytl": "1", "xbr": "5", "ybr": "4"}, 12),
        ("box", {"xtl": "2", "ytl": "4", "xbr": "8", "ybr": "6", "rotation": "90.0"}, 12),
        ("box", {"xtl": "2", "ytl": "4", "xbr": "8", "ybr": "6", "rotation": "180"}, 12),
        ("ellipse", {"cx": "10", "cy": "5", "rx": "4", "ry": "2", "rotation": "90"}, 28),
    ],
)
def test_shapes_cover_what_was_drawn(name: str, attributes: dict[str, str], expected: int) -> None:
    assert area(name, **attributes) == expected


@pytest.mark.parametrize("name", ["polyline", "points", "cuboid", "skeleton", "tag", "heart"])
def test_what_has_no_area_is_named(name: str) -> None:
    assert isinstance(read_shape(name, {"label": "a"}, SIZE, "x"), str)


def test_label_and_group_are_read() -> None:
    corners = {"points": "0,0;1,0;1,1", "group_id": "3", "label": "cat"}
    shape = read_shape("polygon", corners, SIZE, "x")
    assert isinstance(shape, Shape)
    assert (shape.label, shape.group) == ("cat", 3)
    alone = read_shape("polygon", corners | {"group_id": "0", "label": ""}, SIZE, "x")
    assert isinstance(alone, Shape)
    assert (alone.label, alone.group) == (None, None)


@pytest.mark.parametrize(
    ("name", "attributes", "message"),
    [
        ("mask", {"rle": "8"} | WINDOW | {"left": "17"}, "at .17, 2. leaves the image of 20 x 10"),
        ("mask", {"rle": "7"} | WINDOW, "must add up to the 8 pixels"),
        ("mask", {"rle": "999999999,999999999"} | WINDOW, "must add up"),
        ("mask", {"rle": "-1,9"} | WINDOW, "'rle' is '-1,9' but must be whole numbers"),
        ("mask", {"rle": "1,,7"} | WINDOW, "whole numbers with commas between"),
        ("mask", {"rle": ""} | WINDOW, "whole numbers with commas between"),
        ("mask", {"rle": "8"}, "'left' is '' but must be a whole number"),
        ("mask", {"rle": "0"} | WINDOW | {"width": "²"}, "'width' is '²'"),
        ("polygon", {"points": "1,2;3"}, "'points' is '1,2;3' but must be corners"),
        ("polygon", {"points": "1,2;3,inf;4,5"}, "finite corners"),
        ("box", {"xtl": "nan", "ytl": "1", "xbr": "5", "ybr": "4"}, "'xtl' is 'nan'"),
        ("ellipse", {"cx": "x" * 99}, "'cx' is 'x{40}...' but must be a number"),
    ],
)
def test_damage_is_named(name: str, attributes: dict[str, str], message: str) -> None:
    with pytest.raises(FormatError, match=f"image 3, element 1: .*{message}"):
        read_shape(name, attributes, SIZE, "image 3, element 1")


def test_whole_numbers_have_no_sign_and_an_end() -> None:
    assert whole({"a": "007"}, "a", "x") == 7
    for text in ("-1", "+1", "1.0", "9" * 12, "1_0", "٣"):
        with pytest.raises(FormatError, match="must be a whole number"):
            whole({"a": text}, "a", "x")

"""The dimension legend holds the letters of the field, and sizes are (height, width)."""

import re

import anymask.shapes
from anymask.geometry.frame import Frame
from anymask.shapes import Size


def test_the_legend_knows_the_letters_of_the_field() -> None:
    entries = re.findall(r"^([A-Za-z ]+?)  +\S", anymask.shapes.__doc__ or "", re.MULTILINE)
    letters = {letter for entry in entries for letter in entry.split()}
    assert {"B", "M", "N", "K", "T", "C", "H", "W", "h", "w"} <= letters


def test_sizes_are_height_then_width() -> None:
    portrait: Size = (200, 100)
    height, width = Frame.fit(portrait, 64).resized
    assert height > width

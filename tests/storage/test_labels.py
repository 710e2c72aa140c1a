"""Pictures of numbers are read as stored, whatever their palette or depth."""

import io

import numpy as np
import pytest
from PIL import Image

from anymask.errors import FormatError, InputError
from anymask.storage import labels as module
from anymask.storage.labels import open_labels

NUMBERS = np.array([[0, 1, 2], [3, 200, 255]], np.uint8)


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def test_the_index_of_a_palette_counts_not_its_colour() -> None:
    picture = Image.fromarray(NUMBERS, "L").convert("L")
    picture.putpalette([7] * 768)
    assert Image.open(io.BytesIO(_png(picture))).mode == "P"
    np.testing.assert_array_equal(open_labels(_png(picture), "x"), NUMBERS)


def test_eight_and_sixteen_bits_and_one_are_read() -> None:
    np.testing.assert_array_equal(open_labels(_png(Image.fromarray(NUMBERS)), "x"), NUMBERS)
    deep = NUMBERS.astype(np.uint16) * 257
    np.testing.assert_array_equal(open_labels(_png(Image.fromarray(deep)), "x"), deep)
    bits = NUMBERS > 100
    np.testing.assert_array_equal(open_labels(_png(Image.fromarray(bits)), "x"), bits)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_every_colour_is_a_number(mode: str) -> None:
    picture = Image.new("RGB", (2, 1))
    picture.putpixel((1, 0), (1, 2, 3))
    assert open_labels(_png(picture.convert(mode)), "x").tolist() == [[0, 0x010203]]


def test_what_is_no_label_map_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match=r"a\.png is none of JPEG, PNG"):
        open_labels(b"hello, this is no picture", "a.png")
    stream = io.BytesIO()
    Image.new("F", (2, 2)).save(stream, "TIFF")
    with pytest.raises(FormatError, match=r"a\.tif has pixels of mode F"):
        open_labels(stream.getvalue(), "a.tif")
    monkeypatch.setattr(module, "MAX_PIXELS", 3)
    with pytest.raises(InputError, match="more than max_pixels=3"):
        open_labels(_png(Image.new("L", (2, 2))), "x")

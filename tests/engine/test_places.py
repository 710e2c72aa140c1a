"""Only files with coordinates in their EXIF data tell a place."""

import io

import pytest
from PIL import ExifTags, Image

from anymask.engine.places import tells_place


def photograph(form: str, *, place: bool) -> bytes:
    """A picture with EXIF data."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "camera"
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (1.0, 2.0, 3.0)
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, form, exif=exif)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("place", [False, True])
def test_coordinates_are_found(form: str, place: bool) -> None:
    assert tells_place(photograph(form, place=place)) is place

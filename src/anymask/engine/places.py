"""Image files that tell where they were taken: a release counts them, so that its owner knows.

Releases keep files as they are; a place in one may be somebody's home.
"""

import io

from PIL import ExifTags

from anymask.storage.images import MAX_PIXELS, open_header


def tells_place(content: bytes) -> bool:
    """Say whether the EXIF data of an image file holds coordinates.

    Args:
        content: the file; only its header is read.

    Raises:
        FormatError: it is no image.
    """
    with open_header(io.BytesIO(content), "the image", MAX_PIXELS) as picture:
        return bool(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo))

"""Images as browsers get them: encoded anew, upright, whole or small; each is made once and kept.

What was uploaded is never sent on as it came, so nothing that hides in a file reaches a browser.
Photographs become JPEG again, which differs from the original by less than eyes see; models and
releases work on the original.
"""

import io
from dataclasses import dataclass

from PIL import Image as Picture

from anymask.engine.database.tables import Image
from anymask.engine.images import image_key
from anymask.storage.images import open_image
from anymask.storage.objects import ObjectStore

THUMBNAIL_PX = 320
QUALITY, SMALL_QUALITY = 93, 85
JPEG_BEGINS = b"\xff\xd8"
MEDIA = {"jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class ShownImage:
    """An encoded image.

    Attributes:
        content: of the file.
        media: its type.
    """

    content: bytes
    media: str


def shown_image(store: ObjectStore, image: Image) -> ShownImage:
    """Return a whole image, in the pixels that all coordinates mean.

    Raises:
        ResourceError: the object store is not there, or full.
    """
    key = f"shown/{image.sha256[:2]}/{image.sha256}"
    for suffix, media in MEDIA.items():
        if store.exists(f"{key}.{suffix}"):
            return ShownImage(store.get(f"{key}.{suffix}"), media)
    shown = encode_shown(store.get(image_key(image.sha256)))
    suffix = next(suffix for suffix, media in MEDIA.items() if media == shown.media)
    store.put(f"{key}.{suffix}", shown.content)
    return shown


def encode_shown(original: bytes) -> ShownImage:
    """Encode a file anew: JPEG stays JPEG, everything else becomes PNG.

    Raises:
        InputError, FormatError: as `open_image`.
    """
    suffix = "jpg" if original.startswith(JPEG_BEGINS) else "png"
    content = _encode(Picture.fromarray(open_image(original)), suffix, QUALITY)
    return ShownImage(content, MEDIA[suffix])


def thumbnail(store: ObjectStore, image: Image) -> ShownImage:
    """Return a small version of an image: JPEG, at most `THUMBNAIL_PX` long.

    Raises:
        ResourceError: as `shown_image`.
    """
    key = f"thumbnails/{image.sha256[:2]}/{image.sha256}.jpg"
    if store.exists(key):
        return ShownImage(store.get(key), MEDIA["jpg"])
    picture = Picture.fromarray(open_image(store.get(image_key(image.sha256))))
    picture.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
    content = _encode(picture, "jpg", SMALL_QUALITY)
    store.put(key, content)
    return ShownImage(content, MEDIA["jpg"])


def _encode(picture: Picture.Image, suffix: str, quality: int) -> bytes:
    stream = io.BytesIO()
    if suffix == "jpg":
        picture.save(stream, "JPEG", quality=quality)
    else:
        picture.save(stream, "PNG", compress_level=1)
    return stream.getvalue()

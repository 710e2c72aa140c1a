"""Claims about images as browsers get them."""

import io

import numpy as np
import pytest
from PIL import Image as Picture

from anymask.engine.database.tables import Image
from anymask.engine.images import image_key
from anymask.engine.shown_images import THUMBNAIL_PX, encode_shown, shown_image, thumbnail
from anymask.storage.objects import ObjectStore


@pytest.fixture
def store(tmp_path) -> ObjectStore:
    """An empty store."""
    return ObjectStore(str(tmp_path))


def draw(form: str, size=(400, 600), **more) -> bytes:
    """The file of a picture (height, width) with a gradient."""
    grey = np.tile(np.linspace(0, 255, size[1]).astype(np.uint8), (size[0], 1))
    stream = io.BytesIO()
    Picture.fromarray(np.stack([grey, grey // 2, 255 - grey], 2)).save(stream, form, **more)
    return stream.getvalue()


def put(store: ObjectStore, content: bytes) -> Image:
    """Keep a file as an image."""
    image = Image(sha256="ab" * 32)
    store.put(image_key(image.sha256), content)
    return image


def opened(content: bytes) -> Picture.Image:
    """Open a file."""
    return Picture.open(io.BytesIO(content))


@pytest.mark.parametrize(("form", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_photographs_stay_jpeg_and_the_rest_is_exact(store, form: str, media: str) -> None:
    content = draw(form)
    shown = shown_image(store, put(store, content))
    assert shown.media == media
    difference = np.abs(
        np.asarray(opened(shown.content)).astype(int) - np.asarray(opened(content)).astype(int)
    )
    assert difference.max() <= (0 if form == "PNG" else 16)
    assert difference.mean() < 2


def test_what_hides_in_a_file_is_left_out() -> None:
    exif = Picture.Exif()
    exif[0x010E] = "a secret"
    exif[0x0112] = 6
    shown = encode_shown(draw("JPEG", exif=exif))
    assert b"a secret" not in shown.content
    assert opened(shown.content).size == (400, 600)


@pytest.mark.parametrize("make", [shown_image, thumbnail])
def test_they_are_made_once(store, make) -> None:
    image = put(store, draw("JPEG"))
    first = make(store, image)
    store.delete(image_key(image.sha256))
    assert make(store, image) == first


def test_thumbnails_are_small(store) -> None:
    small = thumbnail(store, put(store, draw("PNG")))
    assert max(opened(small.content).size) == THUMBNAIL_PX
    assert len(small.content) < 40_000

"""Damage files as disks, cables and attackers do, to see that whoever reads them stays on its feet.

The same seed damages a file in the same way.
"""

import io
import random
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

SIZE = (48, 64)
"""Height and width of the pictures that are damaged."""
EXTREMES = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\xff\xff", b"\x80\0\0\0")
LONGEST_STRETCH = 64


def encode_all(seed: int = 0) -> dict[str, bytes]:
    """Make a picture in every kind of file that can be opened, by kind."""
    draws = np.random.default_rng(seed)
    pixels = draws.integers(0, 255, (SIZE[0] // 4, SIZE[1] // 4, 3), np.uint8)
    picture = Image.fromarray(pixels.repeat(4, 0).repeat(4, 1))
    deep = Image.fromarray(draws.integers(0, 2**16, SIZE, np.uint16))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned: width and height change places
    kinds: dict[str, tuple[Image.Image, str, dict[str, object]]] = {
        "jpeg": (picture, "JPEG", {"exif": exif}),
        "jpeg progressive": (picture, "JPEG", {"progressive": True}),
        "jpeg cmyk": (picture.convert("CMYK"), "JPEG", {}),
        "png": (picture, "PNG", {}),
        "png palette": (picture.quantize(16), "PNG", {"transparency": 3}),
        "png 16 bit": (deep, "PNG", {}),
        "tiff": (picture, "TIFF", {}),
        "tiff deflate": (picture, "TIFF", {"compression": "tiff_adobe_deflate"}),
        "tiff lzw": (picture, "TIFF", {"compression": "tiff_lzw"}),
        "tiff jpeg": (picture, "TIFF", {"compression": "jpeg"}),
        "tiff 16 bit": (deep, "TIFF", {}),
        "webp": (picture, "WEBP", {}),
        "webp lossless": (picture.convert("RGBA"), "WEBP", {"lossless": True}),
        "bmp": (picture, "BMP", {}),
        "bmp palette": (picture.quantize(16), "BMP", {}),
    }
    return {kind: _encode(*made) for kind, made in kinds.items()}


def damage(content: bytes, seed: int) -> bytes:
    """Damage a file once or several times, in ways and at places that follow from the seed."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        content = chance.choice(WAYS)(content, chance)
    return content


def _encode(picture: Image.Image, form: str, options: dict[str, object]) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _flip(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return (
        content[:place]
        + bytes(b ^ 1 << chance.randrange(8) for b in content[place : place + 1])
        + content[place + 1 :]
    )


def _overwrite(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return content[:place] + chance.choice(EXTREMES) + content[place + 4 :]


def _randomise(content: bytes, chance: random.Random) -> bytes:
    place, length = _place(content, chance), chance.randrange(1, LONGEST_STRETCH)
    return content[:place] + chance.randbytes(length) + content[place + length :]


def _drop(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return content[:place] + content[place + chance.randrange(1, LONGEST_STRETCH) :]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    stretch = content[place : place + chance.randrange(1, LONGEST_STRETCH)]
    return content[:place] + stretch * chance.randrange(2, 9) + content[place:]


def _place(content: bytes, chance: random.Random) -> int:
    """Choose a place, every other time near the beginning, where the headers are."""
    return chance.randrange(max(1, min(len(content), chance.choice((64, len(content))))))


WAYS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    *(_cut, _flip, _flip, _overwrite, _overwrite),
    *(_randomise, _drop, _repeat),
)

"""Open any real image as 8-bit RGB, within bounds, and save pictures.

The one door for pixels: the command line, the Python interface and the data sets all call
`open_image`. Decoding is Pillow's, limited to five formats and to a number of pixels that is
checked before anything is decoded; rows are copied out in strips, so that a photo needs little
more than the decoder's own memory plus the result.
"""

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from jaxtyping import Shaped, UInt8
from PIL import Image, UnidentifiedImageError
from torch import Tensor

from anymask.errors import AnymaskError, FormatError, InputError
from anymask.shapes import Size
from anymask.storage.files import atomic_write
from anymask.storage.pixels import SAMPLES, array_to_rgb, scale, stretch_limits

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}
MAX_PIXELS = 100_000_000
_STRIP_PIXELS = 1_000_000
_ORIENTATION_TAG = 0x0112
_ENCODED = (str, Path, bytes)
_EXPECTED = "expected a JPEG, PNG, WebP, TIFF or BMP image"

# Pillow also logs what is wrong with a file; without a handler that would reach the terminal
# beside our one sentence. Programs that set up logging still get it.
logging.getLogger("PIL").addHandler(logging.NullHandler())


def open_image(
    source: str | Path | bytes | Image.Image | np.ndarray | Tensor,
    *,
    max_pixels: int = MAX_PIXELS,
    reduction: int = 1,
) -> UInt8[np.ndarray, "H W 3"]:
    """Open an image of any kind as 8-bit RGB.

    Files are turned upright by their EXIF orientation; a `PIL.Image` keeps the pixel frame that
    it shows. Transparency is dropped, not blended, as in the official notebooks. 16-bit grey and
    float pixels are stretched between their 0.5 and 99.5 percentiles (a constant image becomes
    mid grey); 16-bit colour keeps its upper 8 bits. Of an animation or several pages the first
    counts.

    Args:
        source: path or content of a JPEG, PNG, WebP, TIFF or BMP file, a `PIL.Image`, or an array
            or tensor as `pixels.array_to_rgb` takes it.
        max_pixels: the largest width times height to accept.
        reduction: 2, 4 or 8 to get the means of squares of so many pixels, each side divided and
            rounded up; of a JPEG these are decoded directly, which is several times faster.

    Returns:
        (H, W, 3) uint8 RGB.

    Raises:
        InputError: there is no such file, more than `max_pixels`, an unusable array, or arrays
            to be reduced.
        FormatError: the file is empty, truncated, damaged or of another format.

    >>> open_image(np.zeros((2, 3), np.uint8)).shape
    (2, 3, 3)
    """
    if reduction not in (1, 2, 4, 8) or (reduction > 1 and not isinstance(source, _ENCODED)):
        raise InputError(
            f"reduction is {reduction} for a {type(source).__name__}; pass 1, 2, 4 or 8, and "
            "above 1 only with an encoded image"
        )
    if isinstance(source, Image.Image):
        _check_pixels("the image", source.size, max_pixels)
        with _clear_errors("the image", max_pixels):
            return _copy_rows(source, orientation=1)
    if isinstance(source, (np.ndarray, Tensor)):
        pixels = array_to_rgb(source)
        _check_pixels("the image", (pixels.shape[1], pixels.shape[0]), max_pixels)
        return pixels
    if isinstance(source, bytes):
        name = f"the image of {len(source)} bytes"
        return _decode(io.BytesIO(source), name, max_pixels, reduction)
    if not isinstance(source, (str, Path)):
        raise InputError(
            f"an image is a path, bytes, a PIL image, an array or a tensor, "
            f"not a {type(source).__name__}"
        )
    try:
        with Path(source).open("rb") as stream:
            return _decode(stream, str(source), max_pixels, reduction)
    except (OSError, ValueError) as error:
        if isinstance(error, AnymaskError):
            raise
        raise _unreadable(source, error) from error


def image_size(content: bytes) -> Size:
    """Read (height, width) of an encoded image as `open_image` gives it, from its header alone.

    Raises:
        FormatError: the file is empty, damaged or of another format.
    """
    with open_header(
        io.BytesIO(content), f"the image of {len(content)} bytes", MAX_PIXELS
    ) as picture:
        width, height = picture.size
        return (width, height) if _orientation(picture) >= 5 else (height, width)


def list_images(folder: str | Path) -> list[Path]:
    """List the image files that lie directly in a folder, by name; hidden ones are left out.

    Raises:
        InputError: `folder` is not a folder.
    """
    root = Path(folder)
    if not root.is_dir():
        raise InputError(f"{root} is not a folder; pass a folder of images, or one image file")
    files = (path for path in root.iterdir() if path.suffix.lower() in SUFFIXES)
    return sorted(path for path in files if path.is_file() and not path.name.startswith("."))


def save_png(path: Path, array: Shaped[np.ndarray, "H W *C"]) -> None:
    """Save a picture, whole or not at all.

    Args:
        path: where the file shall lie.
        array: (H, W) bool, uint8 or uint16, or (H, W, 3) or (H, W, 4) uint8; booleans give a
            file of one bit per pixel.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    picture = Image.fromarray(array)
    with atomic_write(path) as temporary:
        picture.save(temporary, format="PNG")


def _decode(
    stream: io.BytesIO | io.BufferedReader, name: str, max_pixels: int, reduction: int
) -> np.ndarray:
    """Decode a file: the header first, then the pixels if they are not too many."""
    with open_header(stream, name, max_pixels) as picture:
        width, height = picture.size
        smaller = (-(-width // reduction), -(-height // reduction))
        if reduction > 1:
            picture.draft(None, (width // reduction, height // reduction))  # JPEG only
        picture.load()
        pixels = _copy_rows(picture, _orientation(picture))
        if picture.size != smaller:
            pixels = np.array(Image.fromarray(pixels).reduce(reduction))
        return pixels


@contextlib.contextmanager
def open_header(
    stream: io.BytesIO | io.BufferedReader, name: str, max_pixels: int
) -> Iterator[Image.Image]:
    """Open a file and check its size, before anything is decoded.

    Whatever goes wrong within the block is raised as one of our errors, with `name` in it.
    """
    start = stream.read(16)
    if not start:
        raise FormatError(f"{name} is empty (0 bytes); {_EXPECTED}; copy or download it again")
    stream.seek(0)
    with _clear_errors(name, max_pixels, start), Image.open(stream, formats=FORMATS) as picture:
        _check_pixels(name, picture.size, max_pixels)
        yield picture


@contextlib.contextmanager
def _clear_errors(name: str, max_pixels: int, start: bytes = b"") -> Iterator[None]:
    """Turn everything that Pillow can stumble over into an error of ours."""
    # Pillow warns about what it repairs by itself, and about sizes that we check ourselves.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        try:
            yield
        except AnymaskError:
            raise
        except UnidentifiedImageError as error:
            raise FormatError(
                f"{name} is none of JPEG, PNG, WebP, TIFF and BMP, or of a kind that cannot be "
                f"read (it begins with {start!r}); convert it, for example to PNG"
            ) from error
        except Image.DecompressionBombError as error:
            raise InputError(
                f"{name} has far more than {max_pixels} pixels; cut or shrink it"
            ) from error
        except Exception as error:  # on damaged files Pillow raises many types
            raise FormatError(
                f"{name} is truncated or damaged ({error}); {_EXPECTED}; copy or download it again"
            ) from error


def _check_pixels(name: str, size: tuple[int, int], max_pixels: int) -> None:
    width, height = size
    if width * height == 0:
        raise InputError(f"{name} has {width} x {height} pixels; it needs 1 x 1 or more")
    if width * height > max_pixels:
        raise InputError(
            f"{name} has {width} x {height} pixels, more than max_pixels={max_pixels}; "
            "cut or shrink it, or raise max_pixels"
        )


def _orientation(picture: Image.Image) -> int:
    """Read the EXIF orientation, 1 to 8; anything damaged or unknown counts as upright."""
    try:
        value = picture.getexif().get(_ORIENTATION_TAG, 1)
    except Exception:  # the EXIF parser raises many types on damaged blocks
        return 1
    return value if value in range(1, 9) else 1


def _copy_rows(picture: Image.Image, orientation: int) -> np.ndarray:
    """Copy a decoded picture into an upright RGB array, strip by strip."""
    width, height = picture.size
    turned = orientation >= 5
    result = np.empty((width, height, 3) if turned else (height, width, 3), np.uint8)
    stored = _as_stored(result, orientation)  # a view in the order of the file's rows
    limits = _limits(picture) if _is_deep(picture) else (0.0, 0.0)
    for rows, strip in _strips(picture):
        stored[rows] = _strip_to_rgb(strip, limits)
    return result


def _as_stored(upright: np.ndarray, orientation: int) -> np.ndarray:
    """View an upright array in the order in which the file stores its pixels.

    The tag says at which sides of the upright picture row 0 and column 0 of the file lie (EXIF
    2.32, tag 274): 5 to 8 swap the axes, the rest are flips.
    """
    view = upright.swapaxes(0, 1) if orientation >= 5 else upright
    if orientation in (3, 4, 6, 7):
        view = view[::-1]
    if orientation in (2, 3, 7, 8):
        view = view[:, ::-1]
    return view


def _limits(picture: Image.Image) -> tuple[float, float]:
    """Find what to stretch deep pixels between, without a full copy of them."""
    width, height = picture.size
    step = -(-width * height // SAMPLES)
    samples = [np.asarray(strip).reshape(-1)[::step] for _, strip in _strips(picture)]
    return stretch_limits(np.concatenate(samples))


def _strips(picture: Image.Image) -> Iterator[tuple[slice, Image.Image]]:
    """Cut a picture into strips of whole rows: which rows, and the strip."""
    width, height = picture.size
    rows = max(1, _STRIP_PIXELS // width)
    if rows >= height:
        yield slice(0, height), picture
        return
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        yield slice(top, bottom), picture.crop((0, top, width, bottom))


def _is_deep(picture: Image.Image) -> bool:
    """Whether the pixels are 16-bit or 32-bit integers or floats."""
    return picture.mode == "F" or picture.mode.startswith("I")


def _strip_to_rgb(strip: Image.Image, limits: tuple[float, float]) -> np.ndarray:
    """Turn rows of any Pillow mode into (rows, W, 3), or (rows, W, 1) for deep grey."""
    if _is_deep(strip):
        return scale(np.asarray(strip), *limits)[..., None]
    # A palette with transparent entries: the colour counts, see the docstring of open_image.
    strip.info.pop("transparency", None)
    if strip.mode in ("RGBa", "La"):
        strip = strip.convert(strip.mode.upper())
    return np.asarray(strip if strip.mode == "RGB" else strip.convert("RGB"))


def _unreadable(source: str | Path, error: Exception) -> InputError:
    """Say why a file could not be opened."""
    name = str(source)
    if name.startswith(("http://", "https://")):
        return InputError(f"{name} is an address; download it and pass the file")
    if isinstance(error, FileNotFoundError):
        return InputError(f"there is no file {name}; check the path")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{name} is a folder; pass one image file")
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"cannot read {name}: {reason.lower()}; check the path")

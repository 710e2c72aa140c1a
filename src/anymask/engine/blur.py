"""A hook that makes people unrecognisable in a release: it names regions, and we blur them.

SA-1B's faces and number plates are blurred ("Segment Anything", section 5). anymask brings no
detector of faces; a hook is a Python function, or a command of any language.
"""

import io
import json
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jaxtyping import Bool, UInt8
from PIL import Image, ImageFilter

from anymask.data.annotation import read_segmentation
from anymask.data.fields import optional_box
from anymask.data.record import Box
from anymask.errors import ConfigurationError, FormatError, InputError, ResourceError
from anymask.geometry import rle
from anymask.shapes import Size
from anymask.storage.images import open_image

TIMEOUT_SECONDS = 300
MARGIN = 0.1
"""Regions grow by this share of their larger side, as detectors cut close."""
STRENGTH = 0.1
"""Standard deviation of the blur as a share of the larger side of a region."""
LEAST_PIXELS = 4.0
"""The standard deviation is not smaller than this."""
QUALITY = 95


@dataclass(frozen=True)
class Regions:
    """What to blur in an image.

    Attributes:
        boxes: (x, y, width, height) in pixels of the upright image.
        masks: (H, W) of its size; True is blurred.
    """

    boxes: tuple[Box, ...] = ()
    masks: tuple[np.ndarray, ...] = ()


FindRegions = Callable[[np.ndarray], Regions]
"""Looks at an image, (H, W, 3) uint8 RGB, and says what to blur in it."""


def command_hook(command: str) -> FindRegions:
    """Return the hook that asks a command.

    Args:
        command: gets the path of a PNG as its last argument and prints JSON to stdout:
            {"boxes": [[x, y, width, height], ...], "masks": [{"size": [H, W], "counts": ...}]}.

    Raises:
        ConfigurationError: the command is empty, or its quotes do not match.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ConfigurationError(f"--blur {command!r} is no command: {error}") from error
    if not words:
        raise ConfigurationError("--blur is empty; pass a command")
    return lambda pixels: _ask(words, pixels)


def blur_regions(content: bytes, find: FindRegions) -> bytes:
    """Blur what a hook finds in an image file.

    Args:
        content: the file.
        find: the hook.

    Returns:
        The file as it was where there is nothing to blur; otherwise a new one, upright and without
        what else the file told: a JPEG of a JPEG, a PNG of everything else.

    Raises:
        FormatError: the file cannot be decoded.
        InputError: the hook names regions that are not of this image.
        ResourceError: the command fails or takes too long.
    """
    pixels = open_image(content)
    regions = find(pixels)
    for mask in regions.masks:
        if mask.shape != pixels.shape[:2]:
            raise InputError(
                f"the blur hook gave a mask of {mask.shape} for an image of {pixels.shape[:2]}"
            )
    covers = [_box_mask(box, pixels.shape[:2]) for box in regions.boxes] + list(regions.masks)
    covers = [cover for cover in covers if cover.any()]
    if not covers:
        return content
    for cover in covers:
        pixels = _blurred(pixels, cover)
    stream = io.BytesIO()
    if content[:2] == b"\xff\xd8":
        Image.fromarray(pixels).save(stream, "JPEG", quality=QUALITY)
    else:
        Image.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


def _box_mask(box: Box, size: Size) -> Bool[np.ndarray, "H W"]:
    """Draw a box, grown by `MARGIN`, as a mask."""
    x, y, across, down = box
    margin = MARGIN * max(across, down)
    mask = np.zeros(size, bool)
    if across > 0 and down > 0:
        top, left = (max(0, int(np.floor(start - margin))) for start in (y, x))
        bottom, right = (max(0, int(np.ceil(end + margin))) for end in (y + down, x + across))
        mask[top:bottom, left:right] = True
    return mask


def _blurred(
    pixels: UInt8[np.ndarray, "H W 3"], cover: Bool[np.ndarray, "H W"]
) -> UInt8[np.ndarray, "H W 3"]:
    """Blur the pixels under a mask, as strongly as its box is large."""
    rows, columns = np.flatnonzero(cover.any(1)), np.flatnonzero(cover.any(0))
    side = max(int(np.ptp(rows)), int(np.ptp(columns))) + 1
    sigma = max(LEAST_PIXELS, STRENGTH * side)
    reach = int(3 * sigma)
    window = (
        slice(max(0, int(rows[0]) - reach), int(rows[-1]) + 1 + reach),
        slice(max(0, int(columns[0]) - reach), int(columns[-1]) + 1 + reach),
    )
    soft = np.array(Image.fromarray(pixels[window]).filter(ImageFilter.GaussianBlur(sigma)))
    result = pixels.copy()
    result[window] = np.where(cover[window][..., None], soft, pixels[window])
    return result


def _ask(words: list[str], pixels: np.ndarray) -> Regions:
    """Run a command on an image and read what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "image.png"
        Image.fromarray(pixels).save(path, "PNG", compress_level=1)
        try:
            ran = subprocess.run(
                [*words, str(path)], capture_output=True, timeout=TIMEOUT_SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            told = getattr(error, "stderr", None) or b""
            raise ResourceError(
                f"the blur command failed: {error} {told.decode(errors='replace')[-300:]}".strip()
            ) from error
    return _read_answer(ran.stdout, (pixels.shape[0], pixels.shape[1]))


def _read_answer(text: bytes, size: Size) -> Regions:
    where = "the answer of the blur command"
    try:
        answer = json.loads(text)
        boxes, masks = answer.get("boxes", []), answer.get("masks", [])
        found = [optional_box({"box": box}, "box", where) for box in boxes]
        read = [rle.decode(read_segmentation(mask, size, where)).numpy() for mask in masks]
    except (ValueError, AttributeError, TypeError, RecursionError, FormatError) as error:
        raise InputError(
            f'{where} cannot be read ({error}); print {{"boxes": [[x, y, width, height]], '
            '"masks": [{"size": [H, W], "counts": ...}]}'
        ) from error
    return Regions(tuple(box for box in found if box is not None), tuple(read))

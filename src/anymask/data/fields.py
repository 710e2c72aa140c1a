"""The door from untyped JSON to typed values, for the readers of annotation files.

Each function takes one field and names file, object, field and value when it is not what it
should be. Files come from anywhere: names that would lead out of a folder are refused too.
"""

import json
import math
import re
import reprlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from anymask.data.record import Box, Points
from anymask.errors import FormatError, InputError
from anymask.shapes import Size

MAX_PIXELS = 100_000_000
LONGEST_PART = 255
"""Bytes of a name, as file systems have it."""
HALF_CHARACTERS = re.compile("[\ud800-\udfff]")

Entry = Mapping[str, Any]


def read_bytes(path: Path) -> bytes:
    """Read an annotation file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"cannot read {path}: {reason}; check the path") from error


def read_json(path: Path) -> Entry:
    """Read a JSON file whose outermost value is an object.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not JSON, or its outermost value is something else.
    """
    content = _parse(path)
    if not isinstance(content, dict):
        raise FormatError(f"{path} holds a {type(content).__name__}, not an object with fields")
    return content


def read_json_list(path: Path) -> list[Entry]:
    """Read a JSON file whose outermost value is a list of objects, or one such object.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not JSON, or its outermost value is something else.
    """
    content = _parse(path)
    items: list[Any] = content if isinstance(content, list) else [content]
    if not all(isinstance(item, dict) for item in items):
        raise FormatError(f"{path} holds something other than objects with fields")
    return items


def is_json_list(path: Path) -> bool:
    """Say whether a JSON file begins like a list; nothing more of it is read."""
    try:
        with path.open("rb") as stream:
            return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    except OSError:
        return False


def entries(entry: Entry, key: str, where: str) -> list[Entry]:
    """Take a list of objects."""
    value = entry.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _wrong(value, key, where, "a list of objects")
    return value


def nested(entry: Entry, key: str, where: str) -> Entry:
    """Take an object."""
    value = entry.get(key)
    if not isinstance(value, dict):
        raise _wrong(value, key, where, "an object")
    return value


def text(entry: Entry, key: str, where: str) -> str:
    """Take a text that is not empty and can be written again."""
    value = entry.get(key)
    if not isinstance(value, str) or not value or not _is_unicode(value):
        raise _wrong(value, key, where, "a text")
    return value


def optional_text(entry: Entry, key: str, where: str) -> str | None:
    """Take a text, or None where the field is missing, null or empty."""
    return None if entry.get(key) in (None, "") else text(entry, key, where)


def whole(entry: Entry, key: str, where: str, least: int = 0) -> int:
    """Take a whole number, at least `least`."""
    value = entry.get(key)
    if type(value) is not int or value < least:
        raise _wrong(value, key, where, f"a whole number from {least} up")
    return value


def image_size(entry: Entry, where: str) -> Size:
    """Take `height` and `width` of an image that a mask can be made for."""
    height, width = whole(entry, "height", where, 1), whole(entry, "width", where, 1)
    if height * width > MAX_PIXELS:
        raise FormatError(
            f"{where}: {width} x {height} pixels are more than the {MAX_PIXELS} that masks are "
            "read for; cut the image into tiles"
        )
    return height, width


def optional_whole(entry: Entry, key: str, where: str) -> int | None:
    """Take a whole number from 0 up, or None where the field is missing or null."""
    return None if entry.get(key) is None else whole(entry, key, where)


def number(entry: Entry, key: str, where: str) -> float:
    """Take a finite number."""
    return _number(entry.get(key), key, where)


def optional_number(entry: Entry, key: str, where: str) -> float | None:
    """Take a finite number, or None where the field is missing or null."""
    value = entry.get(key)
    return None if value is None else _number(value, key, where)


def optional_box(entry: Entry, key: str, where: str) -> Box | None:
    """Take a box [x, y, width, height], or None where the field is missing or null."""
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 4:
        raise _wrong(value, key, where, "a box [x, y, width, height]")
    x, y, width, height = (_number(item, key, where) for item in value)
    return x, y, width, height


def optional_points(entry: Entry, key: str, where: str) -> Points | None:
    """Take a list of points [x, y], or None where the field is missing or null."""
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(
        isinstance(point, list) and len(point) == 2 for point in value
    ):
        raise _wrong(value, key, where, "a list of points [x, y]")
    return tuple((_number(x, key, where), _number(y, key, where)) for x, y in value)


def file_name(entry: Entry, key: str, where: str) -> str:
    """Take the name of a file below the folder of the data set.

    >>> file_name({"file_name": "train/cat.jpg"}, "file_name", "image 0")
    'train/cat.jpg'
    """
    value = text(entry, key, where)
    path = PurePosixPath(value.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1])
    if outside or not path.parts or "\0" in value:
        raise _wrong(value, key, where, "a relative path that stays in its folder")
    if any(len(part.encode()) > LONGEST_PART for part in path.parts):
        raise _wrong(value, key, where, f"a path whose parts have at most {LONGEST_PART} bytes")
    return value


def _parse(path: Path) -> object:
    content = read_bytes(path)
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{path} is not JSON ({error}); export or download it again") from error


def _is_unicode(value: str) -> bool:
    """Say whether a text has no half of a character, which JSON can spell but files cannot hold."""
    return value.isascii() or HALF_CHARACTERS.search(value) is None


def _number(value: object, key: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        raise _wrong(value, key, where, "a finite number")
    return float(value)


def _is_finite(value: int | float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond the range of floats
        return False


def _wrong(value: object, key: str, where: str, expected: str) -> FormatError:
    try:
        shown = reprlib.repr(value)
    except ValueError:  # Python refuses to write integers of thousands of digits
        shown = f"a very large {type(value).__name__}"
    return FormatError(
        f"{where}: '{key}' is {shown} but must be {expected}; correct the file or export it again"
    )

"""The regions of a Label Studio annotation: brush masks, polygons, rectangles and ellipses.

`label_studio_tasks.py` asks for them. Coordinates are percent of the image's sides; rectangles turn
around their first corner, ellipses around their middle, by degrees clockwise.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from anymask.data import fields
from anymask.data.exchange.brush_rle import decode_brush
from anymask.data.exchange.drawn import TOO_FEW_CORNERS, Drawing, Shape
from anymask.data.exchange.outlines import Ring, ellipse, rectangle, turned
from anymask.errors import FormatError
from anymask.geometry.rle import Rle
from anymask.shapes import Size

SIDES = ("height", "width")
TURNED = "regions that were drawn on a turned image"


def pack(region: fields.Entry) -> fields.Entry:
    """Keep the run lengths of a brush as bytes: an eighth of the memory of a list.

    What is no such list stays as it is, and is refused when it is read.
    """
    value = region.get("value")
    if not isinstance(value, dict) or not isinstance(value.get("rle"), list):
        return region
    try:
        return {**region, "value": {**value, "rle": bytes(value["rle"])}}
    except (TypeError, ValueError):
        return region


def read_regions(regions: Sequence[fields.Entry], size: Size, where: str) -> Drawing:
    """Read the regions of one annotation.

    Args:
        regions: its `result`.
        size: (height, width) of the image.
        where: names the task in messages.

    Raises:
        FormatError: a region is damaged, or was drawn on an image of another size.
    """
    labels = dict(_labels_by_region(regions, where))
    return Drawing.of(
        _shape(entry, size, labels, f"{where}, region {index}")
        for index, entry in enumerate(regions)
        if entry.get("type") != "labels"
    )


def _labels_by_region(
    regions: Sequence[fields.Entry], where: str
) -> Iterator[tuple[str, str | None]]:
    """List the labels that are entries of their own, by the id of the region that they name."""
    for entry in regions:
        if entry.get("type") == "labels":
            name = fields.text(entry, "id", where)
            yield name, _label(fields.nested(entry, "value", where), "labels", where)


def _shape(
    entry: fields.Entry, size: Size, labels: Mapping[str, str | None], where: str
) -> Shape | str:
    """Read a region, or say why it has no area."""
    name = fields.text(entry, "type", where)
    kind = name.removesuffix("labels")
    if kind not in READERS:
        return f"regions of the type '{name[:40]}'"
    if fields.optional_number(entry, "image_rotation", where):
        return TURNED
    _check_size(entry, size, where)
    value = fields.nested(entry, "value", where)
    area = READERS[kind](value, size, where)
    if isinstance(area, list) and len(area) < 6:
        return TOO_FEW_CORNERS
    label = _label(value, name, where) or labels.get(fields.optional_text(entry, "id", where) or "")
    return Shape(area, label, score=fields.optional_number(entry, "score", where))


def _check_size(entry: fields.Entry, size: Size, where: str) -> None:
    told = tuple(fields.optional_whole(entry, f"original_{side}", where) for side in SIDES)
    if any(side not in (None, actual) for side, actual in zip(told, size, strict=True)):
        raise FormatError(
            f"{where} was drawn on {told} pixels (height, width) but the image has {size}; put the "
            "image there that was labelled"
        )


def _label(value: fields.Entry, key: str, where: str) -> str | None:
    """Take the first of the names of a region."""
    names = value.get(key)
    if not isinstance(names, list) or not names:
        return None
    return fields.optional_text({key: names[0]}, key, where)


def _brush(value: fields.Entry, size: Size, where: str) -> Rle:
    stream = value.get("rle")
    if not isinstance(stream, list | bytes):
        raise FormatError(f"{where}: 'rle' must be a list of whole numbers; export the file again")
    try:
        return decode_brush(stream, size)
    except FormatError as error:
        raise FormatError(f"{where}: {error}") from error


def _polygon(value: fields.Entry, size: Size, where: str) -> Ring:
    points = fields.optional_points(value, "points", where) or ()
    height, width = size
    return [pixel for x, y in points for pixel in (x * width / 100, y * height / 100)]


def _rectangle(value: fields.Entry, size: Size, where: str) -> Ring:
    x, width = (_percent(value, key, size[1], where) for key in ("x", "width"))
    y, height = (_percent(value, key, size[0], where) for key in ("y", "height"))
    degrees = fields.optional_number(value, "rotation", where) or 0.0
    return turned(rectangle(x, y, x + width, y + height), degrees, x, y)


def _ellipse(value: fields.Entry, size: Size, where: str) -> Ring:
    x, radius_x = (_percent(value, key, size[1], where) for key in ("x", "radiusX"))
    y, radius_y = (_percent(value, key, size[0], where) for key in ("y", "radiusY"))
    degrees = fields.optional_number(value, "rotation", where) or 0.0
    return turned(ellipse(x, y, radius_x, radius_y), degrees, x, y)


def _percent(value: fields.Entry, key: str, side: int, where: str) -> float:
    """Take percent of a side as pixels."""
    return fields.number(value, key, where) * side / 100


READERS: Mapping[str, Callable[[fields.Entry, Size, str], Ring | Rle]] = {
    "brush": _brush,
    "polygon": _polygon,
    "rectangle": _rectangle,
    "ellipse": _ellipse,
}

"""WoodScape: fisheye pictures of four cameras of a car, and a json of outlines for each.

rgb_images/NAME.png belongs to instance_annotations/NAME.json, an object whose only field has the
list `annotation`: each with `segmentation`, a list of corners (x, y), and `tags`, its classes.
Source: Yogamani et al. 2019, "WoodScape", and the scripts of its repository.
"""

from pathlib import Path

from anymask.data import fields
from anymask.data.annotation import Annotation
from anymask.data.suites.outline import outline
from anymask.data.suites.pictures import Pictures
from anymask.errors import FormatError

VOID = "void"
"""The class of what the annotators left open."""


def read_outlines(path: Path) -> list[Annotation]:
    """Read the objects of one image; what is void is none.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not of this form.
    """
    content = fields.read_json(path)
    if len(content) != 1:
        raise FormatError(f"{path} has {len(content)} fields instead of one; download it again")
    inner = fields.nested(content, next(iter(content)), str(path))
    entries = fields.entries(inner, "annotation", str(path))
    objects = [_annotation(entry, f"{path}, annotation[{n}]") for n, entry in enumerate(entries)]
    return [each for each in objects if each["category"] != VOID]


def _annotation(entry: fields.Entry, where: str) -> Annotation:
    corners = fields.optional_points(entry, "segmentation", where) or ()
    tags = entry.get("tags")
    first = tags[0] if isinstance(tags, list) and tags else None
    return {
        "segmentation": outline(corners),
        "category": first if isinstance(first, str) else None,
    }


WOODSCAPE_FILES = Pictures(
    marker="instance_annotations",
    images=("rgb_images/*.png",),
    part=r"rgb_images/(.*)\.png$",
    labels=(r"instance_annotations/\1.json",),
    read=read_outlines,
)
"""The layout of its first release."""

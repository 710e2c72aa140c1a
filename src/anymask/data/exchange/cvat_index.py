"""What a CVAT file holds, image by image; shapes are read when they are asked for.

Of CVAT's two forms this is "CVAT for images 1.1". Files "for video" hold tracks over frames instead
of images and are refused by name.
"""

from dataclasses import dataclass
from pathlib import Path

from anymask.data import fields
from anymask.data.exchange.cvat_shapes import read_shape, whole
from anymask.data.exchange.drawn import Drawing
from anymask.data.exchange.xml_events import Attributes, read_xml
from anymask.errors import FormatError
from anymask.shapes import Size

TRACKS = "tracks of a video"


@dataclass(frozen=True)
class CvatImage:
    """An image and its elements, as the file has them.

    Attributes:
        name: its path below images/.
        size: (height, width) in pixels.
        split: the subset of the project, if any.
        elements: names and attributes of what was drawn.
        where: names the image in messages.
    """

    name: str
    size: Size
    split: str | None
    elements: list[tuple[str, Attributes]]
    where: str

    def drawing(self, size: Size) -> Drawing:
        """Read the shapes.

        Args:
            size: (height, width) of the image file.

        Raises:
            FormatError: the image has another size, or a shape is damaged.
        """
        if size != self.size:
            raise FormatError(
                f"the image has {size} pixels (height, width), the annotation file says "
                f"{self.size}; correct one of them"
            )
        return Drawing.of(
            read_shape(name, attributes, size, f"{self.where}, element {index}")
            for index, (name, attributes) in enumerate(self.elements)
        )


@dataclass(frozen=True)
class CvatFile:
    """The images of a file, and how many tracks are left out."""

    images: tuple[CvatImage, ...]
    tracks: int


def read_cvat(path: Path) -> CvatFile:
    """Read the images of a file.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not CVAT's, has a document type, or is made for video.
    """
    images: list[CvatImage] = []
    tracks = 0

    def start(names: tuple[str, ...], attributes: Attributes) -> None:
        nonlocal tracks
        if names[0] != "annotations":
            raise FormatError(f"{path} begins with <{names[0][:40]}>; export 'CVAT for images 1.1'")
        if names == ("annotations", "image"):
            images.append(_image(attributes, f"{path.name}, image {len(images)}"))
        elif names == ("annotations", "track"):
            tracks += 1
        elif len(names) == 3 and names[1] == "image":
            images[-1].elements.append((names[2], attributes))

    read_xml(path, start)
    if tracks and not images:
        raise FormatError(f"{path} is made for video; export it again as 'CVAT for images 1.1'")
    return CvatFile(tuple(images), tracks)


def _image(attributes: Attributes, where: str) -> CvatImage:
    height, width = whole(attributes, "height", where), whole(attributes, "width", where)
    return CvatImage(
        fields.file_name(attributes, "name", where),
        fields.image_size({"height": height, "width": width}, where),
        attributes.get("subset") or None,
        [],
        where,
    )

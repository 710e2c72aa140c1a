"""Folders that were labelled in labelme: NAME.json beside NAME.jpg, or with the image inside.

`open_dataset` opens them. The image is the one of the same stem beside the json; without one, it is
what `imagePath` names, if that lies in the folder, or else what `imageData` holds.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from anymask.data import fields
from anymask.data.exchange.drawn_dataset import DrawnDataset, DrawnImage, DrawnSet, read_image
from anymask.data.exchange.image_places import find_beside, find_image
from anymask.data.exchange.labelme_shapes import decode_base64, read_labelme
from anymask.errors import FormatError, InputError
from anymask.storage.images import SUFFIXES

PROBED = 5
"""So many json files are looked into, before a folder is held for something else."""
EMBEDDED_SUFFIX = ".jpg"
"""Of the name of an image without a file; labelme embeds JPEG, or PNG where that is what it was."""
OTHER_JSON = "json files that are not labelme's"
UNLABELLED = "images without a file of shapes"


def is_labelme(folder: Path) -> bool:
    """Say whether a folder, or one in it, holds files of labelme."""
    return any(_holds_shapes(path) for path in islice(_json_files(folder), PROBED))


def open_labelme(folder: Path, split: str | None = None) -> DrawnDataset:
    """Open the images of a folder and of those in it.

    Raises:
        InputError: no image is labelled.
        ConfigurationError: `split` is given; the form knows none.
    """
    left_out: dict[str, list[str]] = defaultdict(list)
    images = []
    beside = {path: find_beside(path) for path in sorted(_json_files(folder))}
    used = {image for image in beside.values() if image is not None}
    for path, image in beside.items():
        if image is None and not _holds_shapes(path):
            left_out[OTHER_JSON].append(path.relative_to(folder).as_posix())
            continue
        if image is None:
            image = _find_elsewhere(path, folder, used)
        images.append(_labelled(path, image, folder))
    pictures = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES)
    unused = [path.relative_to(folder).as_posix() for path in pictures if path not in used]
    if unused:
        left_out[UNLABELLED] = unused
    return DrawnDataset(DrawnSet(folder, folder.name, images, left_out), split)


def read_embedded(path: Path) -> bytes:
    """Decode the image that a json file holds.

    Raises:
        InputError: there is none in it, or the file cannot be read.
        FormatError: it is damaged.
    """
    content = fields.read_json(path)
    told = fields.optional_text(content, "imagePath", path.name)
    if content.get("imageData") is None:
        raise InputError(f"its image '{told}' does not lie beside {path.name}; copy it there")
    return decode_base64(fields.text(content, "imageData", path.name), f"{path.name}: 'imageData'")


def _json_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.json") if not path.name.startswith("."))


def _holds_shapes(path: Path) -> bool:
    try:
        return isinstance(fields.read_json(path).get("shapes"), list)
    except (FormatError, InputError):
        return False


def _labelled(path: Path, image: Path | None, folder: Path) -> DrawnImage:
    relative = path.relative_to(folder)
    drawing = partial(read_labelme, path)
    if image is not None:
        name = image.relative_to(folder).as_posix()
        return DrawnImage(name, partial(read_image, image, name), drawing)
    name = relative.with_suffix(EMBEDDED_SUFFIX).as_posix()
    return DrawnImage(name, partial(read_embedded, path), drawing)


def _find_elsewhere(path: Path, folder: Path, used: set[Path]) -> Path | None:
    """Find the image that a json file names, if it lies in the folder and no other file has it."""
    told = fields.read_json(path).get("imagePath")
    if not isinstance(told, str):
        return None
    image = find_image(told, [path.parent, folder / "images", folder])
    if image is None or image in used:
        return None
    used.add(image)
    return image

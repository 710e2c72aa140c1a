"""data.yaml of a YOLO data set: the names of its classes, and which images belong to which split.

`yolo_dataset.py` reads it. Paths in it are those of the machine that wrote it: what remains of them
counts, below the folder of the file or below what remains of `path` in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from anymask.data import fields
from anymask.data.exchange.image_places import find_named
from anymask.errors import FormatError

SPLITS = ("train", "val", "test")
LARGEST_BYTES = 1 << 20
"""The names of ten thousand classes take a fifth of it; YAML is slow to read."""


@dataclass(frozen=True)
class YoloYaml:
    """What the file says.

    Attributes:
        classes: names by number.
        places: split -> folders and image files that belong to it, below the folder of the file.
    """

    classes: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[str, frozenset[PurePosixPath]] = field(default_factory=dict)

    def splits(self, image: PurePosixPath) -> frozenset[str]:
        """Say to which splits an image belongs, by its path below the folder of the file."""
        around = {image, *image.parents}
        return frozenset(name for name, places in self.places.items() if places & around)


def read_yolo_yaml(path: Path) -> YoloYaml:
    """Read data.yaml.

    Raises:
        InputError: it cannot be read.
        FormatError: it is not YAML with `names`, or is larger than such a file is.
    """
    text = fields.read_bytes(path)
    if len(text) > LARGEST_BYTES:
        raise FormatError(f"{path} has more than {LARGEST_BYTES} bytes; it is no data.yaml")
    try:
        # Texts only: YAML's other types are no use here, and a wrong date stops the reader.
        content = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FormatError(f"{path} is not YAML ({error}); export it again") from error
    if not isinstance(content, dict):
        raise FormatError(f"{path} has no fields such as 'names'; export it again")
    classes = _classes(content.get("names"), path)
    root = _below(fields.optional_text(content, "path", str(path)) or "")
    splits = {name: _places(content[name], path) for name in SPLITS if content.get(name)}
    return YoloYaml(
        classes,
        {name: places | {root / place for place in places} for name, places in splits.items()},
    )


def _classes(names: Any, path: Path) -> dict[int, str]:
    """Read a list of names, or names by number."""
    if isinstance(names, list):
        names = {str(number): name for number, name in enumerate(names)}
    if not isinstance(names, dict) or not all(
        number.isascii() and number.isdecimal() and len(number) < 10 for number in names
    ):
        raise FormatError(f"{path}: 'names' must list the names of the classes; correct the file")
    return {int(number): fields.text(names, number, f"{path}, 'names'") for number in names}


def _places(value: Any, path: Path) -> frozenset[PurePosixPath]:
    """Read folders of a split, and the images that its text files list."""
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in values):
        raise FormatError(f"{path}: a split is a folder or a list of folders; correct the file")
    found: set[PurePosixPath] = set()
    for place in map(_below, values):
        listing = find_named(str(place), [path.parent]) if place.suffix == ".txt" else None
        if listing is not None:
            lines = listing.read_bytes().decode("utf-8", "replace").splitlines()
            found |= {_below(line) for line in lines if line.strip()}
        else:
            found.add(place)
    return frozenset(found)


def _below(place: str) -> PurePosixPath:
    """Take what remains of a path below the folder: ../train/images is train/images."""
    parts = place.strip().replace("\\", "/").split("/")
    return PurePosixPath(*(part for part in parts if part not in ("", ".", "..")))

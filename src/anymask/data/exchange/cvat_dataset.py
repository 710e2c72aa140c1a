"""A CVAT file together with its images: annotations.xml beside images/, as CVAT exports them.

`open_dataset` opens it. Subsets of a project are splits; their images lie in images/SUBSET/.
"""

from functools import partial
from pathlib import Path

from anymask.data.exchange.cvat_index import TRACKS, CvatImage, read_cvat
from anymask.data.exchange.drawn_dataset import DrawnDataset, DrawnImage, DrawnSet, read_image
from anymask.data.exchange.image_places import find_named

FILE = "annotations.xml"


def is_cvat(path: Path) -> bool:
    """Say whether a path is an XML file or a folder with annotations.xml."""
    return path.suffix.lower() == ".xml" or (path / FILE).is_file()


def open_cvat(path: Path, split: str | None = None) -> DrawnDataset:
    """Open a file, or the one in a folder.

    Args:
        path: annotations.xml or the folder of it.
        split: keep only this subset; None keeps all.

    Raises:
        InputError: the file cannot be read, has no image, or none of that subset.
        FormatError: it is not "CVAT for images 1.1".
    """
    file = path / FILE if path.is_dir() else path
    found = read_cvat(file)
    left_out = {TRACKS: [file.name] * found.tracks} if found.tracks else {}
    images = [_labelled(image, file.parent) for image in found.images]
    return DrawnDataset(DrawnSet(file, file.parent.name, images, left_out), split)


def _labelled(image: CvatImage, folder: Path) -> DrawnImage:
    places = [folder / "images", folder]
    if image.split is not None:
        places = [folder / "images" / image.split, *places]
    path = find_named(image.name, places)
    content = partial(read_image, path, image.name)
    splits = frozenset({image.split} if image.split else ())
    return DrawnImage(image.name, content, image.drawing, splits)

"""YOLO segmentation data sets: images/ and labels/ of the same shape, usually with a data.yaml.

`open_dataset` opens them. Every image under a folder `images` belongs to the text file of its name
under the folder `labels` beside that; so splits may lie within (images/train) or around them
(train/images, as Roboflow does).
"""

from functools import partial
from pathlib import Path, PurePosixPath

from anymask.data.exchange.drawn_dataset import DrawnDataset, DrawnImage, DrawnSet, read_image
from anymask.data.exchange.yolo_labels import read_yolo
from anymask.data.exchange.yolo_yaml import YoloYaml, read_yolo_yaml
from anymask.storage.images import SUFFIXES

YAML = "data.yaml"
NAMES = ("classes.txt", "obj.names")
"""Names of the classes, a line each, where there is no data.yaml."""
UNLABELLED = "images without a file in labels/"


def is_yolo(path: Path) -> bool:
    """Say whether a path is a data.yaml, or a folder that holds one or has labels/*.txt."""
    if path.is_file():
        return path.suffix in (".yaml", ".yml")
    if (path / YAML).is_file():
        return True
    return (path / "images").is_dir() and any((path / "labels").rglob("*.txt"))


def open_yolo(path: Path, split: str | None = None) -> DrawnDataset:
    """Open a data set.

    Args:
        path: a folder, or the yaml file in it.
        split: train, val or test of data.yaml, or without one a folder in or around images/; None
            keeps all.

    Raises:
        InputError: a file cannot be read, or there is no image, or none of that split.
        FormatError: data.yaml is damaged.
    """
    folder = path if path.is_dir() else path.parent
    about = _about(path)
    images, unlabelled = [], []
    for image in sorted(folder.rglob("*")):
        relative = PurePosixPath(image.relative_to(folder).as_posix())
        label = _label_of(relative)
        if label is None or image.name.startswith("."):
            continue
        if not (folder / label).is_file():
            unlabelled.append(relative.as_posix())
            continue
        drawing = partial(read_yolo, folder / label, about.classes)
        content = partial(read_image, image, relative.name)
        splits = about.splits(relative) if about.places else _folders_around(relative)
        images.append(DrawnImage(_name(relative), content, drawing, splits))
    left_out = {UNLABELLED: unlabelled} if unlabelled else {}
    return DrawnDataset(DrawnSet(path, folder.name, images, left_out), split)


def _about(path: Path) -> YoloYaml:
    """Read what is known of classes and splits."""
    file = path / YAML if path.is_dir() else path
    if file.is_file():
        return read_yolo_yaml(file)
    for name in NAMES:
        if (path / name).is_file():
            lines = (path / name).read_bytes().decode("utf-8", "replace").splitlines()
            return YoloYaml(dict(enumerate(line.strip() for line in lines)))
    return YoloYaml()


def _label_of(image: PurePosixPath) -> PurePosixPath | None:
    """Name the text file of an image under the last folder images; None for any other file."""
    if image.suffix.lower() not in SUFFIXES or "images" not in image.parts[:-1]:
        return None
    parts = list(image.with_suffix(".txt").parts)
    parts[len(parts) - 1 - parts[::-1].index("images", 1)] = "labels"
    return PurePosixPath(*parts)


def _name(image: PurePosixPath) -> str:
    """Name an image by its path without the folder images."""
    place = len(image.parts) - 1 - image.parts[::-1].index("images", 1)
    return "/".join(part for index, part in enumerate(image.parts) if index != place)


def _folders_around(image: PurePosixPath) -> frozenset[str]:
    return frozenset(part for part in image.parts[:-1] if part != "images")

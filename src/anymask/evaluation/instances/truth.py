"""What a COCO or LVIS file says about instances, crowd regions included, as the benchmarks want it.

Segmentations stay as the file has them, so that polygons are filled by the benchmark's own code.
Source: the formats of COCO and of "LVIS" (Gupta et al., 2019).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from anymask.data import fields
from anymask.data.annotation import read_area, read_segmentation
from anymask.data.coco_index import CocoIndex
from anymask.errors import ConfigurationError, FormatError, did_you_mean
from anymask.evaluation.instances.frequency import read_frequencies
from anymask.shapes import Size

Style = Literal["coco", "lvis"]
"""Whose rules count: COCO's, or LVIS' for sets in which not every category is drawn everywhere."""


@dataclass(frozen=True)
class TrueImage:
    """An image of the file.

    Attributes:
        image_id: its number.
        name: of its file.
        size: (height, width) in pixels.
        absent: categories that are known not to be in it (LVIS).
        unfinished: categories of which not every object is drawn in it (LVIS).
    """

    image_id: int
    name: str
    size: Size
    absent: frozenset[int] = frozenset()
    unfinished: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class TrueObject:
    """An object, or a crowd region.

    Attributes:
        number: its id in the file.
        category_id: what it is.
        segmentation: as the file has it: polygons or run lengths.
        area: in pixels, as the file says it.
        is_crowd: whether it is a region of many objects, in which detections do not count.
    """

    number: int
    category_id: int
    segmentation: object
    area: float
    is_crowd: bool


@dataclass(frozen=True, eq=False)
class Truth:
    """The instances of an annotation file.

    Attributes:
        images: by id.
        categories: their names by id.
        frequencies: the letter of each category by its id; LVIS only.
        objects: by the id of their image.
    """

    images: Mapping[int, TrueImage]
    categories: Mapping[int, str]
    frequencies: Mapping[int, str]
    objects: Mapping[int, tuple[TrueObject, ...]]

    @property
    def style(self) -> Style:
        """The benchmark that the file is made for: LVIS' has the frequency of every category."""
        return "lvis" if self.categories.keys() <= self.frequencies.keys() else "coco"

    def image_named(self, name: str) -> TrueImage:
        """Find an image by the name of its file.

        Raises:
            FormatError: several images bear it.
        """
        first, *others = self._by_name[name]
        if others:
            raise FormatError(
                f"{len(others) + 1} images of the annotation file are called {name}; give each "
                "image a file_name of its own"
            )
        return first

    @cached_property
    def _by_name(self) -> dict[str, list[TrueImage]]:
        named: dict[str, list[TrueImage]] = defaultdict(list)
        for image in self.images.values():
            named[image.name].append(image)
        return named


def read_truth(file: Path) -> Truth:
    """Read a COCO or LVIS file.

    Annotations of unknown images and categories are left out; the data set counts and names them.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not COCO, or lacks what instances need: categories, and an id each.
    """
    content = fields.read_json(file)
    index = CocoIndex(file)
    categories = {
        fields.whole(entry, "id", where): fields.text(entry, "name", where)
        for entry, where in _numbered(content, "categories", file)
    }
    images = {
        image_id: TrueImage(
            image_id,
            told.file_name,
            told.size,
            absent=_categories(entry, "neg_category_ids", where),
            unfinished=_categories(entry, "not_exhaustive_category_ids", where),
        )
        for (image_id, told), (entry, where) in zip(
            index.images.items(), _numbered(content, "images", file), strict=True
        )
    }
    objects: dict[int, list[TrueObject]] = defaultdict(list)
    for entry, where in _numbered(content, "annotations", file):
        image = images.get(fields.whole(entry, "image_id", where))
        if image is not None and fields.whole(entry, "category_id", where) in categories:
            objects[image.image_id].append(_object(entry, image, where))
    kept = {image_id: tuple(members) for image_id, members in objects.items()}
    return Truth(images, categories, read_frequencies(content, file), kept)


def choose_style(name: str, truth: Truth) -> Style:
    """Take a style by its name, where `auto` is the one that the file is made for.

    Raises:
        ConfigurationError: there is no such style, or the file does not tell what LVIS asks for.
    """
    if name == "auto":
        return truth.style
    for style in get_args(Style):
        if name == style:
            if style == "lvis" and truth.style != "lvis":
                raise ConfigurationError(
                    "style is 'lvis', but not every category of the annotation file has a "
                    "'frequency'; pass an LVIS file, or choose 'coco'"
                )
            return style
    raise ConfigurationError(f"style is {name!r}; {did_you_mean(name, ('auto', *get_args(Style)))}")


def _numbered(content: fields.Entry, key: str, file: Path) -> Iterator[tuple[fields.Entry, str]]:
    """Go through a list of the file with a name for each entry, to be used in messages."""
    for position, entry in enumerate(fields.entries(content, key, str(file))):
        yield entry, f"{file}, {key}[{position}]"


def _object(entry: fields.Entry, image: TrueImage, where: str) -> TrueObject:
    if entry.get("iscrowd"):  # everything else was checked by the data set
        read_segmentation(entry.get("segmentation"), image.size, where)
    return TrueObject(
        number=fields.whole(entry, "id", where),
        category_id=fields.whole(entry, "category_id", where),
        segmentation=entry.get("segmentation"),
        area=read_area(entry, image.size, where),
        is_crowd=bool(entry.get("iscrowd")),
    )


def _categories(entry: fields.Entry, key: str, where: str) -> frozenset[int]:
    """Take a list of ids, which LVIS has for each image; nothing where there is none."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(type(each) is int for each in value):
        raise FormatError(
            f"{where}: '{key}' is no list of category ids; correct the file or export it again"
        )
    return frozenset(value)

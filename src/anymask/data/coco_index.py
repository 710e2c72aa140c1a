"""What a COCO or LVIS json holds, image by image; masks are read when they are asked for.

`read_coco` takes all of it, `CocoDataset` one image at a time. LVIS differs in that images may be
named by `coco_url` only.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from anymask.data import fields
from anymask.data.annotation import Annotation, read_mask
from anymask.data.left_out import LeftOutItems
from anymask.data.record import ImageRecord, MaskRecord
from anymask.errors import FormatError

CROWDS = "crowd regions"
UNKNOWN_IMAGES = "annotations whose image the file does not list"
UNKNOWN_CATEGORIES = "annotations whose category the file does not list"
WITHOUT_MASKS = "images without masks"


@dataclass(frozen=True)
class _Located:
    """An annotation and where it stands in the file, for messages."""

    entry: Annotation
    where: str


class CocoIndex:
    """The images of a file and the annotations of each.

    Args:
        path: the json file.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not COCO json.
    """

    def __init__(self, path: Path) -> None:
        content = fields.read_json(path)
        self.images, self.splits = _read_images(content, path)
        """Images by id, in the order of the file and without masks; their `split`, if any."""
        names = _read_categories(content, path)
        self._found: dict[int, list[_Located]] = defaultdict(list)
        self._unused: list[tuple[str, int, str]] = []  # reason, id of the image, place in the file
        for entry, where in _numbered(content, "annotations", path):
            reason = _reason_to_skip(entry, where, self.images, names)
            if reason is not None:
                self._unused.append((reason, entry["image_id"], where.rpartition(", ")[2]))
                continue
            number = fields.optional_whole(entry, "category_id", where)
            named = {**entry, "category": None if number is None else names.get(number)}
            self._found[entry["image_id"]].append(_Located(named, where))

    def left_out(self, image_ids: Collection[int] | None = None) -> tuple[LeftOutItems, ...]:
        """Tell what is not used of these images, or of all, and what belongs to no image."""
        chosen = self.images.keys() if image_ids is None else image_ids
        places: dict[str, list[str]] = defaultdict(list)
        for reason, image_id, where in self._unused:
            if image_id in chosen or reason == UNKNOWN_IMAGES:
                places[reason].append(where)
        for image_id in chosen:
            if image_id not in self._found:
                places[WITHOUT_MASKS].append(self.images[image_id].file_name)
        return tuple(LeftOutItems.of(reason, each) for reason, each in places.items())

    def annotations(self, image_id: int) -> list[Annotation]:
        """Return the objects of an image, still encoded."""
        return [located.entry for located in self._found.get(image_id, [])]

    def record(self, image_id: int) -> ImageRecord:
        """Read an image with its masks.

        Raises:
            FormatError: a mask is damaged or of another size than its image.
        """
        image = self.images[image_id]
        located = self._found.get(image_id, [])
        masks = [read_mask(one.entry, image.size, one.where) for one in located]
        return replace(image, masks=_with_parents(masks, located))


def _numbered(content: fields.Entry, key: str, path: Path) -> Iterator[tuple[fields.Entry, str]]:
    """Go through a list of the file with a name for each entry, to be used in messages."""
    for index, entry in enumerate(fields.entries(content, key, str(path))):
        yield entry, f"{path}, {key}[{index}]"


def _read_images(
    content: fields.Entry, path: Path
) -> tuple[dict[int, ImageRecord], dict[int, str]]:
    """Read the list of images by id, still without masks, and which split each belongs to."""
    images: dict[int, ImageRecord] = {}
    splits: dict[int, str] = {}
    for entry, where in _numbered(content, "images", path):
        image_id = fields.whole(entry, "id", where)
        if image_id in images:
            raise FormatError(f"{where}: id {image_id} is taken; every image needs its own")
        images[image_id] = ImageRecord(
            _file_name(entry, where), fields.image_size(entry, where), (), image_id
        )
        if "split" in entry:
            splits[image_id] = fields.text(entry, "split", where)
    return images, splits


def _file_name(entry: fields.Entry, where: str) -> str:
    """Read the name of an image; in LVIS it is the end of `coco_url`, as in val2017/1.jpg."""
    if "file_name" in entry or "coco_url" not in entry:
        return fields.file_name(entry, "file_name", where)
    address = PurePosixPath(fields.text(entry, "coco_url", where))
    return fields.file_name({"coco_url": "/".join(address.parts[-2:])}, "coco_url", where)


def _read_categories(content: fields.Entry, path: Path) -> dict[int, str]:
    """Read the names of the categories by id; files of masks alone may have none."""
    if "categories" not in content:
        return {}
    return {
        fields.whole(entry, "id", where): fields.text(entry, "name", where)
        for entry, where in _numbered(content, "categories", path)
    }


def _reason_to_skip(
    entry: fields.Entry, where: str, images: dict[int, ImageRecord], names: dict[int, str]
) -> str | None:
    """Say why an annotation is left out; None: it is used."""
    if entry.get("iscrowd"):
        return CROWDS
    if fields.whole(entry, "image_id", where) not in images:
        return UNKNOWN_IMAGES
    category = fields.optional_whole(entry, "category_id", where)
    if names and category is not None and category not in names:
        return UNKNOWN_CATEGORIES
    return None


def _with_parents(masks: list[MaskRecord], located: list[_Located]) -> tuple[MaskRecord, ...]:
    """Turn ids of parents into their places among the masks of the image."""
    own = [fields.optional_whole(one.entry, "id", one.where) for one in located]
    parents = [fields.optional_whole(one.entry, "parent_id", one.where) for one in located]
    places = {annotation_id: place for place, annotation_id in enumerate(own)}
    return tuple(
        mask if parent is None else replace(mask, parent=places.get(parent))
        for mask, parent in zip(masks, parents, strict=True)
    )

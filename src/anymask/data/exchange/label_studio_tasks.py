"""The tasks of a Label Studio export: which image each is about, and which regions count.

`label_studio_dataset.py` reads them. Of several people's annotations one counts: the one marked as
ground truth, or else the first that was not skipped; predictions count where nobody annotated. The
others are named as left out.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from anymask.data import fields
from anymask.data.exchange.drawn import Drawing
from anymask.data.exchange.label_studio_regions import pack, read_regions
from anymask.errors import FormatError
from anymask.shapes import Size
from anymask.storage.images import SUFFIXES

OTHERS = "annotations of an image beside the one that is used"


@dataclass(frozen=True)
class Task:
    """An image and what was drawn in it.

    Attributes:
        image: its path or address, as the file gives it.
        regions: the entries of the annotation that counts; None where nobody drew anything.
        others: how many further annotations there are.
        where: names the task in messages.
    """

    image: str
    regions: list[fields.Entry] | None
    others: int
    where: str

    def drawing(self, size: Size) -> Drawing:
        """Read the regions of an image of a size (height, width).

        Raises:
            FormatError: a region is damaged, or was drawn on an image of another size.
        """
        drawing = read_regions(self.regions or [], size, self.where)
        return Drawing(drawing.shapes, (*drawing.left_out, *[OTHERS] * self.others))


def read_tasks(path: Path) -> list[Task]:
    """Read a file of tasks.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not JSON with tasks, or a task is about no image.
    """
    entries = fields.read_json_list(path)
    return [_task(entry, f"{path.name}, task {index}") for index, entry in enumerate(entries)]


def _task(entry: fields.Entry, where: str) -> Task:
    if "data" not in entry:
        raise FormatError(
            f"{where} has no 'data'; export the project again as JSON, not as JSON-MIN or CSV"
        )
    image = _image(fields.nested(entry, "data", where), where)
    drawn = [
        fields.entries(one, "result", where)
        for one in _annotations(entry, "annotations", where)
        if not one.get("was_cancelled")
    ]
    if not drawn:
        predicted = _annotations(entry, "predictions", where)
        drawn = [fields.entries(one, "result", where) for one in predicted]
    regions = [pack(region) for region in drawn[0]] if drawn else None
    return Task(image, regions, max(len(drawn) - 1, 0), where)


def _annotations(entry: fields.Entry, key: str, where: str) -> list[fields.Entry]:
    """List annotations or predictions, the ground truth first."""
    found = [] if entry.get(key) is None else fields.entries(entry, key, where)
    return sorted(found, key=lambda one: one.get("ground_truth") is not True)


def _image(data: fields.Entry, where: str) -> str:
    """Find the field of a task that names its image: `image`, or the first that looks like one."""
    if isinstance(data.get("image"), str):
        return fields.text(data, "image", where)
    for key, value in data.items():
        if isinstance(value, str) and _looks_like_image(value):
            return fields.text(data, key, where)
    raise FormatError(f"{where}: none of the fields {sorted(data)[:5]} of 'data' names an image")


def _looks_like_image(value: str) -> bool:
    return PurePosixPath(value.partition("?X-")[0]).suffix.lower() in SUFFIXES

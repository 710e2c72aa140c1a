"""Label Studio exports together with their images: one json of all tasks, or one per image.

`open_dataset` opens them. Tasks name images by address; what is looked for is the longest tail of
it that lies in images/ or beside the json, without the letters that uploads get in front.
"""

from collections import Counter
from functools import partial
from itertools import islice
from pathlib import Path

from anymask.data import fields
from anymask.data.exchange.drawn_dataset import DrawnDataset, DrawnImage, DrawnSet, read_image
from anymask.data.exchange.image_places import find_image
from anymask.data.exchange.label_studio_tasks import Task, read_tasks

SUFFIX = ".label-studio.json"
"""Of a file of one image, as `anymask data convert` writes them into labels/."""
MOST_EXPORTS = 20
"""A folder of more jsons is held for something else, without a look into all of them."""
NOT_LABELLED = "tasks that nobody has labelled"


def is_label_studio(path: Path) -> bool:
    """Say whether a path is an export, or a folder with one, or with labels/NAME.label-studio.json.

    Of the jsons that are known here, only an export of Label Studio is a list.
    """
    return bool(_files(path))


def open_label_studio(path: Path, split: str | None = None) -> DrawnDataset:
    """Open the tasks of an export, or of all exports of a folder.

    Raises:
        InputError: a file cannot be read, or no task is labelled.
        FormatError: a file is no export.
        ConfigurationError: `split` is given; the form knows none.
    """
    folder = path if path.is_dir() else path.parent
    tasks = [task for file in _files(path) for task in read_tasks(file)]
    labelled = [task for task in tasks if task.regions is not None]
    waiting = [task.where for task in tasks if task.regions is None]
    places = [folder / "images", folder]
    found = {told: find_image(told, places) for told in {task.image for task in labelled}}
    times = Counter(found.values())
    # Tails of different addresses that lead to one file: nobody knows whose it is.
    sure = {told: place for told, place in found.items() if times[place] == 1}
    images = [_labelled(task, sure.get(task.image), folder) for task in labelled]
    left_out = {NOT_LABELLED: waiting} if waiting else {}
    return DrawnDataset(DrawnSet(path, folder.name, images, left_out), split)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path] if path.suffix.lower() == ".json" and fields.is_json_list(path) else []
    single = sorted((path / "labels").rglob(f"*{SUFFIX}"))
    jsons = list(islice(path.glob("*.json"), MOST_EXPORTS + 1))
    if single or len(jsons) > MOST_EXPORTS:
        return single
    return [file for file in sorted(jsons) if fields.is_json_list(file)]


def _labelled(task: Task, path: Path | None, folder: Path) -> DrawnImage:
    return DrawnImage(
        _name(task, path, folder), partial(read_image, path, task.image), task.drawing
    )


def _name(task: Task, path: Path | None, folder: Path) -> str:
    """Name an image by its path below images/, or as the task does where there is no file."""
    if path is None:
        return task.image.rpartition("/")[2] or task.image
    images = folder / "images"
    return path.relative_to(images if images in path.parents else folder).as_posix()

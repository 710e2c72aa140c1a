"""The masks of an evaluation as COCO results json, for other tools to judge or to draw."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from anymask.data.file_names import FileNames
from anymask.evaluation.instances.judged import results_of
from anymask.evaluation.instances.row import InstanceRow
from anymask.evaluation.instances.truth import Truth
from anymask.storage.files import write_json


def write_results(
    rows: Sequence[InstanceRow], truths: Mapping[str, Truth], folder: Path
) -> list[Path]:
    """Write a file for each method and set.

    Args:
        rows: of any methods and sets; of an image that was measured twice the later row counts.
        truths: of these sets, by the path of the data set; rows of others are passed over.
        folder: made when it does not exist.

    Returns:
        The files, METHOD-SET.json.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    latest = {(row.key.method, row.key.data, row.image_id): row for row in rows}
    grouped: dict[tuple[str, str, str], list[InstanceRow]] = {}
    for (method, data, _), row in latest.items():
        if data in truths:
            grouped.setdefault((method, data, row.set_name), []).append(row)
    names = FileNames(flat=True)
    written = []
    for (method, data, set_name), members in grouped.items():
        name = f"{method.strip('/')}-{set_name}.json".replace(" ", "-")
        path = folder / names.take(name)
        masks = [mask for row in members for mask in row.masks]
        write_json(path, results_of(truths[data], masks))
        written.append(path)
    return written

"""The annotation file behind a COCO or LVIS data set, for what only the file tells.

Crowd regions, ids, and the frequency of categories matter to the benchmarks and to nothing else, so
the data set does not pass them on; `truth.py` and the proposals read them from here.
"""

from pathlib import Path

from anymask.data.coco_dataset import WHOLE_FILES, object_files


def find_annotation_file(path: Path, split: str | None) -> Path | None:
    """Find the json file of a data set that `open_dataset` has opened.

    Args:
        path: of the data set: the file, or the folder that holds it.
        split: as the data set was opened with; None for all images.

    Returns:
        The file, or None: the data set is of another form than COCO and LVIS.
    """
    if path.is_file():
        return path if path.suffix == ".json" else None
    whole = [path / name for name in WHOLE_FILES if (path / name).is_file()]
    named = [file for file in object_files(path) if split is None or split in file.stem]
    return next(iter([*whole, *named]), None)

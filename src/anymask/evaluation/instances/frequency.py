"""How frequent the categories of LVIS are: the letter that the file has for each.

LVIS counts the training images of a category, so its evaluation files tell the letter themselves;
sets of other forms have none, and no score on them is told apart by frequency.
"""

from collections.abc import Mapping
from pathlib import Path

from anymask.data import fields
from anymask.errors import FormatError
from anymask.evaluation.instances.annotation_file import find_annotation_file

FREQUENCIES: dict[str, str] = {"f": "frequent", "c": "common", "r": "rare"}
"""Classes of categories by the letter that the file has for them."""


def frequencies_of(path: Path, split: str | None) -> Mapping[int, str]:
    """Read the letter of each category of a data set; of another form than LVIS it has none.

    Args:
        path: of the data set: the file, or the folder that holds it.
        split: as the data set was opened with; None for all images.

    Raises:
        InputError: the file cannot be read.
        FormatError: a letter is none of f, c and r.
    """
    file = find_annotation_file(path, split)
    return {} if file is None else read_frequencies(fields.read_json(file), file)


def read_frequencies(content: fields.Entry, file: Path) -> Mapping[int, str]:
    """Read the letter of each category, by its id, from the content of a file.

    Raises:
        FormatError: a letter is none of f, c and r.
    """
    letters: dict[int, str] = {}
    if "categories" not in content:
        return letters
    for position, entry in enumerate(fields.entries(content, "categories", str(file))):
        if "frequency" in entry:
            where = f"{file}, categories[{position}]"
            letters[fields.whole(entry, "id", where)] = _letter(entry, where)
    return letters


def _letter(entry: fields.Entry, where: str) -> str:
    letter = fields.text(entry, "frequency", where)
    if letter not in FREQUENCIES:
        raise FormatError(
            f"{where}: 'frequency' is {letter!r} but must be one of {', '.join(FREQUENCIES)}; "
            "correct the file or export it again"
        )
    return letter

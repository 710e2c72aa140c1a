"""Names for the images of a new data set: as they were, and never the same twice.

The writers of data sets ask it, because sets that are joined or flattened may repeat names, and
because results are named by the stem: cat.jpg and cat.png must not share cat.json.
"""

from pathlib import PurePosixPath


class FileNames:
    """Hands out names of which no two have the same stem.

    Args:
        flat: turn folders into parts of the name.

    >>> names = FileNames(flat=True)
    >>> names.take("train/cat.jpg"), names.take("train_cat.png")
    ('train_cat.jpg', 'train_cat-2.png')
    """

    def __init__(self, *, flat: bool = False) -> None:
        self._flat = flat
        self._taken: set[str] = set()

    def take(self, file_name: str) -> str:
        """Return the name under which to write the image of this name."""
        path = PurePosixPath(file_name.replace("\\", "/"))
        if self._flat:
            path = PurePosixPath("_".join(path.parts))
        stem, suffix = path.with_suffix("").as_posix(), path.suffix
        unique, number = stem, 1
        while unique.casefold() in self._taken:  # some file systems do not tell A from a
            number += 1
            unique = f"{stem}-{number}"
        self._taken.add(unique.casefold())
        return unique + suffix

"""What a table beside a set tells about its images and objects: who is seen, where it was taken.

`attribute_files.py` reads tables; the RAI report divides objects by what they tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from anymask.evaluation.fairness.box_match import BoxShare, closest_box

Values = Mapping[str, str]
"""Attribute -> value."""


@dataclass(frozen=True)
class Entry:
    """One line of a table.

    Attributes:
        image: as the table names it.
        annotation: the id of the object, or None.
        box: the box of the object in shares of the image, or None.
        values: what is known; empty cells are left out.
    """

    image: str
    annotation: str | None
    box: BoxShare | None
    values: Values


@dataclass(frozen=True)
class Found:
    """What is known of the objects of one image.

    Attributes:
        of_image: what holds for the whole image.
        of_objects: what is known of each object, beside that.
        stray: how many lines about this image belong to none of its objects.
    """

    of_image: Values
    of_objects: tuple[Values, ...]
    stray: int


class AttributeTable:
    """The lines of a table by image.

    Args:
        entries: the lines.
        name: for messages.
        digest: of the content.
    """

    def __init__(self, entries: Iterable[Entry], name: str = "", digest: str = "") -> None:
        self.name = name
        self.digest = digest
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.image].append(entry)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The names of all attributes, in the order in which they appear."""
        every = (entry for entries in self._entries.values() for entry in entries)
        return tuple(dict.fromkeys(name for entry in every for name in entry.values))

    def missing(self, images: Iterable[str]) -> tuple[str, ...]:
        """List the images that the table names and a set does not have."""
        known = {spelling for image in images for spelling in _spellings(image)}
        return tuple(name for name in self._entries if name not in known)

    def ambiguous(self, images: Iterable[str]) -> tuple[str, ...]:
        """List the names that fit several images, such as 1.jpg of two sets."""
        fitting = Counter(name for image in images if (name := self._name_of(image)) is not None)
        return tuple(name for name, count in fitting.items() if count > 1)

    def find(
        self, image: str, annotations: Iterable[object], boxes: Iterable[BoxShare | None]
    ) -> Found:
        """Look up the objects of an image.

        Args:
            image: its name; the table may leave out its folder or its suffix.
            annotations: the id of each of N objects, None where it has none.
            boxes: the box of each object in shares of the image.
        """
        name = self._name_of(image)
        entries = [] if name is None else self._entries[name]
        whole = [entry for entry in entries if entry.annotation is None and entry.box is None]
        parts = [entry for entry in entries if entry.annotation is not None or entry.box]
        places = [
            _line_of(parts, annotation, box)
            for annotation, box in zip(annotations, boxes, strict=True)
        ]
        return Found(
            of_image={name: value for entry in whole for name, value in entry.values.items()},
            of_objects=tuple({} if place is None else parts[place].values for place in places),
            stray=len(parts) - len(set(places) - {None}),
        )

    def _name_of(self, image: str) -> str | None:
        """Return the name under which the table knows an image."""
        return next((each for each in _spellings(image) if each in self._entries), None)


def _line_of(entries: list[Entry], annotation: object, box: BoxShare | None) -> int | None:
    """Find the line about an object: by its id, or by its box."""
    if annotation is not None:
        for place, entry in enumerate(entries):
            if entry.annotation == str(annotation):
                return place
    return None if box is None else closest_box(box, [entry.box for entry in entries])


def _spellings(image: str) -> tuple[str, ...]:
    """The names under which a table may know an image, the fullest first."""
    path = PurePosixPath(image.replace("\\", "/"))
    return image, path.name, path.stem

"""What the labels of an image name: phrases, and the objects that each of them means.

The phrase of an object is its category, or free text that the annotation file gives it. The text
task asks for every phrase of an image once, whether one object bears it or ten.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from anymask.data.annotation import Annotation

LabelField = Literal["category", "phrase"]
"""Where the phrases of an object stand: the name of its category, or free text of its own."""

NO_LABEL = "without a label"
NO_TEXT = "a label that is no text"


@dataclass(frozen=True)
class Phrase:
    """What can be asked about an image.

    Attributes:
        text: as a person would type it.
        members: the places of the objects that it means among the annotations of the image.
    """

    text: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Phrases:
    """Everything that can be asked about an image.

    Attributes:
        phrases: in the order of their first objects.
        left_out: how many objects no phrase means, by reason.
    """

    phrases: tuple[Phrase, ...]
    left_out: Mapping[str, int]


def read_phrases(annotations: Sequence[Annotation], field: LabelField = "category") -> Phrases:
    """Group the objects of an image by what they are called.

    Args:
        annotations: the fields of each object: `category` (text), or `phrase` (text) or `phrases`
            (a list of texts: each means this object).
        field: which of them to read.

    >>> cats = [{"category": "cat"}, {"category": "street_sign"}, {"category": "cat"}]
    >>> read_phrases(cats).phrases
    (Phrase(text='cat', members=(0, 2)), Phrase(text='street sign', members=(1,)))
    """
    members: dict[str, list[int]] = defaultdict(list)
    left_out: Counter[str] = Counter()
    for place, annotation in enumerate(annotations):
        labels = _labels(annotation, field)
        texts = dict.fromkeys(_spoken(label) for label in labels if isinstance(label, str))
        spoken = [text for text in texts if text]
        for text in spoken:
            members[text].append(place)
        if not spoken:
            left_out[NO_TEXT if labels else NO_LABEL] += 1
    phrases = tuple(Phrase(text, tuple(places)) for text, places in members.items())
    return Phrases(phrases, dict(left_out))


def _labels(annotation: Annotation, field: LabelField) -> list[object]:
    """Take what stands in the field, unchecked, as a list."""
    value = annotation.get(field)
    several = annotation.get("phrases") if field == "phrase" and value is None else None
    if several is not None:
        return list(several) if isinstance(several, list | tuple) else [several]
    return [] if value is None else [value]


def _spoken(label: str) -> str:
    """Write a label as it is spoken: data sets join the words of a category by underscores."""
    return " ".join(label.replace("_", " ").split())

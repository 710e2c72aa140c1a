"""What a COCO or LVIS tool is given: the truth as a file has it, and the masks to be judged.

`average_precision.py` hands both over in memory; `results.py` writes the masks to files, so that
other tools may judge them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anymask.evaluation.instances.truth import Style, TrueImage, TrueObject, Truth

MOST_PER_IMAGE = 300
"""LVIS looks at so many masks of an image, those with the highest scores."""


@dataclass(frozen=True)
class FoundMask:
    """A mask to be judged.

    Attributes:
        image_id: of its image.
        category_id: what it is held for.
        score: how confident; only the order matters.
        counts: COCO's string of run lengths of the image's size.
    """

    image_id: int
    category_id: int
    score: float
    counts: str


def truth_of(
    truth: Truth, objects: Mapping[int, Sequence[TrueObject]], style: Style
) -> dict[str, Any]:
    """Write the truth as tools read it; objects are numbered from 1, for 0 means none there.

    Args:
        truth: categories and images.
        objects: those of the judged images, by the id of the image.
        style: LVIS has the frequency of categories.
    """
    annotations: list[dict[str, Any]] = [
        {
            "image_id": image_id,
            "category_id": each.category_id,
            "segmentation": each.segmentation,
            "area": each.area,
            "iscrowd": int(each.is_crowd),
        }
        for image_id, members in objects.items()
        for each in members
    ]
    for number, annotation in enumerate(annotations, start=1):
        annotation["id"] = number
    frequencies = truth.frequencies if style == "lvis" else {}
    categories = [
        {"id": number, "name": name, "frequency": frequencies.get(number)}
        for number, name in truth.categories.items()
    ]
    return {
        "images": [_image_content(truth.images[image_id]) for image_id in objects],
        "annotations": annotations,
        "categories": categories,
    }


def _image_content(image: TrueImage) -> dict[str, Any]:
    height, width = image.size
    return {
        "id": image.image_id,
        "height": height,
        "width": width,
        "neg_category_ids": sorted(image.absent),
        "not_exhaustive_category_ids": sorted(image.unfinished),
    }


def results_of(truth: Truth, found: Iterable[FoundMask]) -> list[dict[str, Any]]:
    """Write masks as tools read results.

    There are no boxes among them: the tools would take the area of a box for that of its mask.
    """
    return [
        {
            "image_id": mask.image_id,
            "category_id": mask.category_id,
            "score": mask.score,
            "segmentation": {"size": list(truth.images[mask.image_id].size), "counts": mask.counts},
        }
        for mask in found
    ]


def judged_by_lvis(
    truth: Truth, objects: Mapping[int, Sequence[TrueObject]], found: Iterable[FoundMask]
) -> list[FoundMask]:
    """Keep what LVIS looks at: the best 300 masks of an image, of categories it knows there.

    In an image a category is known that has objects there, or is listed as absent; whether others
    are there the file does not tell. The package leaves them out as well, but fails where it knows
    nothing of an image.
    """
    by_image: dict[int, list[FoundMask]] = defaultdict(list)
    for mask in found:
        by_image[mask.image_id].append(mask)
    kept: list[FoundMask] = []
    for image_id, masks in by_image.items():
        known = truth.images[image_id].absent | {each.category_id for each in objects[image_id]}
        best = sorted(masks, key=lambda each: -each.score)[:MOST_PER_IMAGE]
        kept += [mask for mask in best if mask.category_id in known]
    return kept

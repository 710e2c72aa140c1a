"""LVIS json: COCO's layout with many categories, rare ones among them, and no crowds.

Read by the reader of COCO. Of its own are, per category, how many images and objects it has and the
class of frequency that follows; and per image, which categories are surely absent or not all drawn:
nothing is known of these, so both lists are empty. Source: Gupta et al. 2019, "LVIS", section 3.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from anymask.data.coco import coco_content
from anymask.data.record import ImageRecord
from anymask.storage.files import write_json

RARE, COMMON = 10, 100
"""Categories in at most so many images are rare, or common; all others are frequent."""


def write_lvis(path: Path, images: Sequence[ImageRecord]) -> list[Path]:
    """Write all images of a data set.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    content = coco_content(images)
    objects = Counter(entry["category_id"] for entry in content["annotations"])
    pairs = {(entry["category_id"], entry["image_id"]) for entry in content["annotations"]}
    seen = Counter(category for category, _ in pairs)
    for image in content["images"]:
        image |= {"coco_url": "", "neg_category_ids": [], "not_exhaustive_category_ids": []}
    for category in content["categories"]:
        images_seen = seen[category["id"]]
        category |= {
            "synset": f"{category['name']}.n.01",
            "synonyms": [category["name"]],
            "def": "",
            "image_count": images_seen,
            "instance_count": objects[category["id"]],
            "frequency": frequency_of(images_seen),
        }
    for entry in content["annotations"]:
        del entry["iscrowd"]
    write_json(path, content)
    return [path]


def frequency_of(images: int) -> str:
    """Say whether a category that occurs in so many images is rare, common or frequent.

    >>> [frequency_of(count) for count in (10, 11, 101)]
    ['r', 'c', 'f']
    """
    return "r" if images <= RARE else "c" if images <= COMMON else "f"

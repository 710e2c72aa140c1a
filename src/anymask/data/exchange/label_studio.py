"""Label Studio pre-annotations: masks that annotators see first and correct with the brush.

One file holds a task per image, in the JSON that Label Studio imports, with the tag names of its
template "Semantic Segmentation with Masks" (`<Image name="image" value="$image">` and
`<BrushLabels name="tag" toName="image">`). brush_rle.py holds the form of the masks.
"""

from collections.abc import Sequence
from pathlib import Path

from anymask.data.exchange.brush_rle import encode_brush
from anymask.data.record import ImageRecord, MaskRecord
from anymask.storage.files import write_json

UNNAMED = "object"
"""Label of masks without a category; it must be among the labels of the project."""


def write_label_studio(path: Path, images: ImageRecord | Sequence[ImageRecord]) -> list[Path]:
    """Write one image or all images of a folder as tasks with predictions.

    `data.image` is the file name: upload the images under it, or put the address of the storage
    in front. Parents, clicks and crops have no place in this format.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    images = [images] if isinstance(images, ImageRecord) else images
    write_json(path, [_task(image) for image in images])
    return [path]


def _task(image: ImageRecord) -> dict[str, object]:
    prediction: dict[str, object] = {
        "model_version": "anymask",
        "result": [_region(index, mask) for index, mask in enumerate(image.masks)],
    }
    scores = [mask.predicted_iou for mask in image.masks if mask.predicted_iou is not None]
    if scores:
        prediction["score"] = sum(scores) / len(scores)
    return {"data": {"image": image.file_name}, "predictions": [prediction]}


def _region(index: int, mask: MaskRecord) -> dict[str, object]:
    height, width = mask.rle.size
    region: dict[str, object] = {
        "id": f"mask-{index}",
        "type": "brushlabels",
        "from_name": "tag",
        "to_name": "image",
        "original_width": width,
        "original_height": height,
        "image_rotation": 0,
        "value": {
            "format": "rle",
            "rle": encode_brush(mask.rle),
            "brushlabels": [mask.category or UNNAMED],
        },
    }
    if mask.predicted_iou is not None:
        region["score"] = mask.predicted_iou
    return region

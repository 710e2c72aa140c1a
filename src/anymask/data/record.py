"""What a file says about one mask and about one image, whatever the format of the file.

The result of inference turns into these records, each annotation format writes them, and the
readers give them back; so there is one list of fields and no format knows another.
"""

from dataclasses import dataclass

from anymask.geometry.rle import Rle, area, box
from anymask.shapes import Size

Box = tuple[float, float, float, float]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class MaskRecord:
    """One mask with what is known about it; all coordinates are pixels of the original image.

    Attributes:
        rle: the mask in the frame of the whole image.
        box_xywh: (x, y, width, height) of the tightest box; width and height 0 for an empty mask.
        area: number of pixels.
        predicted_iou: the model's own estimate of its quality, about 0 to 1.
        stability_score: IoU between the mask cut at a high and at a low threshold.
        point_coords: the clicks (x, y) that gave the mask.
        crop_box_xywh: (x, y, width, height) of the crop in which the mask was found.
        parent: index of the smallest mask of the same image around this one; None: there is none.
        category: name of the object.
    """

    rle: Rle
    box_xywh: Box
    area: int
    predicted_iou: float | None = None
    stability_score: float | None = None
    point_coords: Points | None = None
    crop_box_xywh: Box | None = None
    parent: int | None = None
    category: str | None = None

    @classmethod
    def of(
        cls,
        rle: Rle,
        *,
        predicted_iou: float | None = None,
        stability_score: float | None = None,
        point_coords: Points | None = None,
        crop_box_xywh: Box | None = None,
        parent: int | None = None,
        category: str | None = None,
    ) -> "MaskRecord":
        """Make a record whose area and box are those of the mask."""
        x0, y0, x1, y1 = box(rle)
        return cls(
            rle,
            (float(x0), float(y0), float(x1 - x0), float(y1 - y0)),
            int(area(rle)),
            predicted_iou,
            stability_score,
            point_coords,
            crop_box_xywh,
            parent,
            category,
        )


@dataclass(frozen=True)
class ImageRecord:
    """One image and its masks.

    Attributes:
        file_name: name of the image file, as the annotation file gives it.
        size: (height, width) in pixels.
        masks: the masks, each of that size.
        image_id: number of the image within its data set.
    """

    file_name: str
    size: Size
    masks: tuple[MaskRecord, ...]
    image_id: int = 0

    def __post_init__(self) -> None:
        assert all(mask.rle.size == self.size for mask in self.masks), "a mask of another size"

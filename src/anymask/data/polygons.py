"""Plain json outlines: for each mask the rings around its parts and holes, and nothing to look up.

For programs of one's own: every list is a list of [x, y] corners in pixels of the image::

    {"file_name": ..., "width": ..., "height": ...,
     "masks": [{"score": ..., "area": ..., "parent": ..., "category": ...,
                "polygons": [{"exterior": [[x, y], ...], "holes": [[[x, y], ...], ...]}]}]}
"""

from pathlib import Path

from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle
from anymask.geometry.contours import mask_to_polygons
from anymask.storage.files import write_json


def write_polygons(path: Path, image: ImageRecord) -> list[Path]:
    """Write the outlines of the masks of one image; filling them gives the masks back exactly.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    height, width = image.size
    content = {
        "file_name": image.file_name,
        "width": width,
        "height": height,
        "masks": [_mask(mask) for mask in image.masks],
    }
    write_json(path, content)
    return [path]


def _mask(mask: MaskRecord) -> dict[str, object]:
    polygons = mask_to_polygons(rle.decode(mask.rle))
    return {
        "score": mask.predicted_iou,
        "area": mask.area,
        "parent": mask.parent,
        "category": mask.category,
        "polygons": [
            {
                "exterior": polygon.exterior.astype(int).tolist(),
                "holes": [hole.astype(int).tolist() for hole in polygon.holes],
            }
            for polygon in polygons
        ],
    }

"""GeoJSON: masks as polygons with holes, for map tools and pathology viewers.

Coordinates are pixels of the image (x to the right, y down, corners of pixels), so that filling
the polygons gives the masks back exactly. Structure and ring order follow RFC 7946; a tool that
insists on longitude and latitude has to be told that these are none.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, mask_to_polygons
from anymask.storage.files import write_json

Ring = list[list[int]]


def write_geojson(path: Path, image: ImageRecord) -> list[Path]:
    """Write a FeatureCollection with one feature per mask.

    A mask in one piece is a Polygon, in several a MultiPolygon, and an empty one has no geometry.
    Properties are score, area and parent (the id of another feature), and where they are known
    stability_score and category; size and name of the image stand beside the features.

    Raises:
        InputError: the place cannot be written.
        ResourceError: the disk is full.
    """
    height, width = image.size
    content = {
        "type": "FeatureCollection",
        "image": {"file_name": image.file_name, "width": width, "height": height},
        "features": [_feature(index, mask) for index, mask in enumerate(image.masks)],
    }
    write_json(path, content)
    return [path]


def _feature(index: int, mask: MaskRecord) -> dict[str, object]:
    properties: dict[str, object] = {
        "score": mask.predicted_iou,
        "area": mask.area,
        "parent": mask.parent,
    }
    if mask.stability_score is not None:
        properties["stability_score"] = mask.stability_score
    if mask.category is not None:
        properties["category"] = mask.category
    return {
        "type": "Feature",
        "id": index,
        "properties": properties,
        "geometry": _geometry(mask_to_polygons(rle.decode(mask.rle))),
    }


def _geometry(polygons: list[Polygon]) -> dict[str, object] | None:
    if not polygons:
        return None
    parts = [[_closed(ring) for ring in (polygon.exterior, *polygon.holes)] for polygon in polygons]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _closed(ring: NDArray[np.float64]) -> Ring:
    """List the corners, which are whole numbers, with the first one again at the end."""
    corners: Ring = ring.astype(int).tolist()
    return [*corners, corners[0]]

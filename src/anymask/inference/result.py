"""Masks: the one result type, made by scenes, by everything mode and from files.

A result holds what the model said (low-resolution logits) or run lengths, and makes full-size
masks, outlines, boxes and pictures from them when asked, one mask at a time, so that a hundred
masks of a large photograph never lie in memory together unless the caller wants exactly that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from anymask.data.formats import find_format
from anymask.data.record import ImageRecord, MaskRecord
from anymask.geometry import rle
from anymask.geometry.contours import Polygon, mask_to_polygons, simplify
from anymask.geometry.frame import Frame
from anymask.geometry.rle import Rle
from anymask.inference.draw import Point, draw_masks
from anymask.inference.label_map import paint_labels
from anymask.inference.upsample import Window, occupied_cells, upsample_window
from anymask.shapes import Size

MASK_THRESHOLD = 0.0
"""A pixel belongs to a mask where its logit is above this."""


@dataclass(frozen=True, eq=False)
class Masks:
    """M masks of one image, best first within each object.

    Attributes:
        size: (height, width) of the image in pixels.
        scores: predicted IoU of each mask with the object meant.
        logits: low-resolution logits of the padded square, or None when `runs` is given.
        frame: how the image lies in that square; goes with `logits`.
        runs: run lengths, or None when `logits` is given.
        objects: index of the prompt that each mask answers.
        stability: how little each mask changes with the threshold, in [0, 1].
        points: (x, y) in original pixels of the grid point that found each mask.
        crop_boxes: (x0, y0, x1, y1) in original pixels of the crop in which it was found.
        parents: index of the mask that each mask is a part of, -1 for none.
    """

    size: Size
    scores: Float[Tensor, "M"]
    logits: Float[Tensor, "M h w"] | None = None
    frame: Frame | None = None
    runs: tuple[Rle, ...] | None = None
    objects: Int[Tensor, "M"] | None = None
    stability: Float[Tensor, "M"] | None = None
    points: Float[Tensor, "M 2"] | None = None
    crop_boxes: Float[Tensor, "M 4"] | None = None
    parents: Int[Tensor, "M"] | None = None

    def __post_init__(self) -> None:
        assert (self.logits is None) != (self.runs is None), "give logits or runs"
        assert (self.logits is None) == (self.frame is None), "logits and frame go together"

    def __len__(self) -> int:
        return len(self.scores)

    def __getitem__(self, index: int | slice | Sequence[int] | Tensor) -> "Masks":
        """Choose masks; a single index gives a result of one mask, ready for `refine=`.

        Parents of the chosen masks are their nearest chosen ancestors.
        """
        if isinstance(index, int) and not -len(self) <= index < len(self):
            raise IndexError(f"mask {index} of {len(self)}")
        chosen = torch.arange(len(self))[index].reshape(-1)

        def pick(column: Tensor | None) -> Tensor | None:
            return None if column is None else column[chosen.to(column.device)]

        runs = self.runs
        return replace(
            self,
            scores=self.scores[chosen],
            logits=pick(self.logits),
            runs=None if runs is None else tuple(runs[i] for i in chosen.tolist()),
            objects=pick(self.objects),
            stability=pick(self.stability),
            points=pick(self.points),
            crop_boxes=pick(self.crop_boxes),
            parents=None if self.parents is None else _chosen_parents(self.parents, chosen),
        )

    def __iter__(self) -> Iterator["Masks"]:
        return (self[index] for index in range(len(self)))

    def binary(self) -> Bool[Tensor, "M H W"]:
        """Make full-size masks: one byte per pixel and mask."""
        masks = torch.zeros(len(self), *self.size, dtype=torch.bool)
        if self.runs is not None:
            for mask, runs in zip(masks, self.runs, strict=True):
                mask.copy_(rle.decode(runs))
            return masks
        for mask, window in zip(masks, self._windows(), strict=True):
            if window is not None:
                height, width = window.values.shape
                place = mask[window.y : window.y + height, window.x : window.x + width]
                torch.gt(window.values, MASK_THRESHOLD, out=place)
        return masks

    def rle(self) -> list[Rle]:
        """Make full-size run lengths (COCO's column-major order)."""
        return list(self._runs)

    @cached_property
    def _runs(self) -> tuple[Rle, ...]:
        if self.runs is not None:
            return self.runs
        return tuple(window_to_rle(window, self.size) for window in self._windows())

    def _windows(self) -> Iterator[Window | None]:
        """Upsample one mask at a time, around its positive cells only."""
        assert self.logits is not None
        assert self.frame is not None
        for logits in self.logits:
            plane = logits.detach().float().cpu()
            cells = occupied_cells(plane, MASK_THRESHOLD)
            yield None if cells is None else upsample_window(plane, self.frame, cells)

    @cached_property
    def boxes(self) -> Float[Tensor, "M 4"]:
        """(x0, y0, x1, y1) around each mask in original pixels, half-open; zeros if empty."""
        return torch.tensor([rle.box(runs) for runs in self._runs]).float().reshape(-1, 4)

    @cached_property
    def areas(self) -> Int[Tensor, "M"]:
        """Pixels in each mask."""
        return torch.tensor([rle.area(runs) for runs in self._runs], dtype=torch.int64)

    def polygons(self, tolerance: float = 0.0) -> list[list[Polygon]]:
        """Outline each mask, with holes.

        Args:
            tolerance: how far in pixels a simplified outline may stray; 0 gives outlines that
                rasterise to exactly the mask.
        """
        outlines = []
        for runs in self._runs:
            polygons = mask_to_polygons(rle.decode(runs))
            if tolerance > 0:
                polygons = [simplify(polygon, tolerance) for polygon in polygons]
            outlines.append(polygons)
        return outlines

    def label_map(self) -> Int[Tensor, "H W"]:
        """Flatten the masks: 1 + index of the smallest mask at each pixel, 0 where there is none.

        Of two masks of equal size, the one with the higher score lies on top.
        """
        return paint_labels(self._runs, self.scores, self.size)

    def draw(
        self,
        image: np.ndarray,
        *,
        points: Sequence[Point] = (),
        labels: Sequence[int] | None = None,
        boxes: Sequence[Point] = (),
        opacity: float = 0.45,
    ) -> np.ndarray:
        """Draw the masks, and the prompts that made them, over their image (H, W, 3) uint8."""
        return draw_masks(
            image, self._runs, points=points, labels=labels, boxes=boxes, opacity=opacity
        )

    def records(self, categories: Sequence[str | None] | None = None) -> list[MaskRecord]:
        """Make the records that annotation files are written from."""
        names = [None] * len(self) if categories is None else categories
        return [self._record(index, name) for index, name in enumerate(names)]

    def _record(self, index: int, category: str | None) -> MaskRecord:
        parent = -1 if self.parents is None else int(self.parents[index])
        return MaskRecord.of(
            self._runs[index],
            predicted_iou=float(self.scores[index]),
            stability_score=None if self.stability is None else float(self.stability[index]),
            point_coords=None if self.points is None else (_xy(self.points[index]),),
            crop_box_xywh=None if self.crop_boxes is None else _xywh(self.crop_boxes[index]),
            parent=None if parent < 0 else parent,
            category=category,
        )

    def save(self, path: str | Path, format: str = "sa1b", file_name: str = "") -> list[Path]:
        """Write the masks to a file, or to a folder of files, in one of `data.formats.FORMATS`.

        Args:
            path: what to write.
            format: "png", "coco", "sa1b", "geojson", "polygons", "yolo" or "label-studio".
            file_name: of the image, as the file shall give it.

        Returns:
            The files written.

        Raises:
            ConfigurationError: no such format.
        """
        image = ImageRecord(file_name, self.size, tuple(self.records()))
        return find_format(format).write(Path(path), image)

    def to_coco(self) -> list[dict[str, object]]:
        """Make COCO annotations: compressed run lengths, box (x, y, width, height), area, score."""
        return [
            {
                "segmentation": rle.to_coco(record.rle),
                "bbox": list(record.box_xywh),
                "area": record.area,
                "predicted_iou": record.predicted_iou,
                "iscrowd": 0,
            }
            for record in self.records()
        ]


def window_to_rle(window: Window | None, size: Size) -> Rle:
    """Cut a window at the mask threshold and place it in the image; None is an empty mask."""
    if window is None:
        return rle.encode_window(torch.zeros(1, 1, dtype=torch.bool), (0, 0), size)
    return rle.encode_window(window.values > MASK_THRESHOLD, (window.x, window.y), size)


def _chosen_parents(parents: Tensor, chosen: Tensor) -> Tensor:
    """Renumber parents after a choice, skipping ancestors that were not chosen."""
    place = {old: new for new, old in enumerate(chosen.tolist())}
    renumbered = []
    for old in chosen.tolist():
        parent = int(parents[old])
        while parent >= 0 and parent not in place:
            parent = int(parents[parent])
        renumbered.append(place.get(parent, -1))
    return torch.tensor(renumbered, dtype=torch.int64)


def _xy(point: Tensor) -> tuple[float, float]:
    x, y = point.tolist()
    return x, y


def _xywh(box: Tensor) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box.tolist()
    return x0, y0, x1 - x0, y1 - y0

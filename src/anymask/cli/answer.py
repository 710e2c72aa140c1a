"""The answer for one image: how it is written to files and reported to people and programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jaxtyping import UInt8

from anymask.cli.console import answer, answer_json, say
from anymask.cli.overlay import Coordinates, draw_overlay
from anymask.cli.target import OVERLAY, Target
from anymask.data.formats import FORMATS
from anymask.data.record import ImageRecord
from anymask.geometry.rle import to_coco
from anymask.inference.result import Masks
from anymask.storage.images import save_png


@dataclass(frozen=True)
class Answer:
    """Masks of one image, with the prompts that they answer.

    Attributes:
        source: the image's file.
        pixels: the image, RGB.
        masks: what was found.
        points: clicks (x, y) in pixels, to be drawn.
        labels: 1 or 0 for each click.
        boxes: (x0, y0, x1, y1) in pixels, to be drawn.
    """

    source: Path
    pixels: UInt8[np.ndarray, "H W 3"]
    masks: Masks
    points: Coordinates = ()
    labels: Sequence[int] = ()
    boxes: Coordinates = ()

    def write(self, target: Target) -> list[Path]:
        """Write every file of the target, each whole or not at all, and list them."""
        written: list[Path] = []
        for name, path in target.paths.items():
            written += self._write_overlay(path) if name == OVERLAY else self._write(name, path)
        if target.label_map is not None:
            save_png(target.label_map, self.masks.label_map().numpy().astype(np.uint16))
            written.append(target.label_map)
        return written

    def _write_overlay(self, path: Path) -> list[Path]:
        picture = draw_overlay(self.pixels, self.masks, self.points, self.labels, self.boxes)
        save_png(path, picture)
        return [path]

    def _write(self, name: str, path: Path) -> list[Path]:
        return FORMATS[name].write(path, self.record())

    def record(self) -> ImageRecord:
        """Describe the image and its masks for an annotation file."""
        return ImageRecord(self.source.name, self.masks.size, tuple(self.masks.records()))

    def report(self, model: str, files: Sequence[Path], as_json: bool) -> None:
        """Say what was found: JSON, or scores on stderr and the files on stdout."""
        if as_json:
            answer_json(self.to_dict(model, files))
            return
        scores = [f"{score:.2f}" for score in self.masks.scores[:3].tolist()]
        more = ["…"] if len(self.masks) > 3 else []
        say(f"masks: {len(self.masks)}; predicted quality: {', '.join(scores + more) or 'none'}")
        for path in files:
            answer(str(path))

    def to_dict(self, model: str, files: Sequence[Path]) -> dict[str, object]:
        """Describe the answer in JSON values; boxes are (x, y, width, height) in pixels."""
        height, width = self.masks.size
        return {
            "image": {"file_name": str(self.source), "height": height, "width": width},
            "model": model,
            "masks": [self._mask_to_dict(index) for index in range(len(self.masks))],
            "files": [str(path) for path in files],
        }

    def _mask_to_dict(self, index: int) -> dict[str, object]:
        mask = self.masks[index]
        record = mask.records()[0]
        return {
            "object": None if mask.objects is None else int(mask.objects[0]),
            "parent": None if self.masks.parents is None else int(self.masks.parents[index]),
            "predicted_iou": record.predicted_iou,
            "stability_score": record.stability_score,
            "area": record.area,
            "bbox": list(record.box_xywh),
            "segmentation": to_coco(record.rle),
        }

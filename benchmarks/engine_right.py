"""How many masks of an engine are right, and how many objects they cover, by stage and origin.

    python benchmarks/engine_right.py ENGINE --truth DATA [--truth ...] [--project NAME]

ENGINE is a folder of `anymask engine init` whose images are those of the labelled DATA. A mask is
right from an IoU with a labelled object on; both bounds are shown. Objects count on the images on
which the stage and origin have masks.
"""

import argparse
import contextlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.data.open import open_dataset
from anymask.engine.database.tables import Image, Project
from anymask.engine.project import open_engine
from anymask.engine.records import kept_masks, to_record
from anymask.geometry import rle
from anymask.serving.simulated.oracle import Oracle

RIGHT, GOOD = 0.5, 0.75
"""IoU with a labelled object."""


@dataclass
class Count:
    """Masks of a stage and an origin, and the objects of their images."""

    images: int = 0
    masks: int = 0
    right: int = 0
    good: int = 0
    objects: int = 0
    covered: int = 0

    def add(self, masks: list[rle.Rle], truth: list[rle.Rle]) -> None:
        """Count an image."""
        self.images += 1
        self.masks += len(masks)
        self.objects += len(truth)
        if truth:
            iou = rle.iou(masks, truth)  # (M, N)
            self.right += int((iou.max(1).values >= RIGHT).sum())
            self.good += int((iou.max(1).values >= GOOD).sum())
            self.covered += int((iou.max(0).values >= RIGHT).sum())


def count(session: Session, project: Project, oracle: Oracle) -> dict[tuple[str, str], Count]:
    """Count the kept masks of a project by stage and origin."""
    counts: dict[tuple[str, str], Count] = {}
    images = select(Image).where(Image.project_id == project.id).order_by(Image.id)
    for image in session.scalars(images).all():
        masks = kept_masks(session, image)
        truth = oracle.objects(image.name)
        for kind in {(mask.stage, mask.origin) for mask in masks}:
            own = [to_record(m, image).rle for m in masks if (m.stage, m.origin) == kind]
            counts.setdefault(kind, Count()).add(own, truth)
    return counts


def main() -> None:
    """Print a row for each stage and origin."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("engine", type=Path)
    parser.add_argument("--truth", type=Path, action="append", required=True)
    parser.add_argument("--project")
    options = parser.parse_args()
    oracle = Oracle([open_dataset(path) for path in options.truth])
    with contextlib.closing(open_engine(options.engine)) as engine:
        project = engine.find_project(options.project)
        with engine.database.reading() as session:
            counts = count(session, project, oracle)
    print("stage            origin     images  masks  IoU >= .5  >= .75  objects covered")
    for (stage, origin), each in sorted(counts.items()):
        shares = f"{each.right / each.masks:9.1%} {each.good / each.masks:7.1%}"
        covered = f"{each.covered / max(1, each.objects):7.1%} of {each.objects}"
        print(f"{stage:16} {origin:10} {each.images:6} {each.masks:6}  {shares}  {covered}")


if __name__ == "__main__":
    main()

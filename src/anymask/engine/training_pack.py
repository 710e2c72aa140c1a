"""The masks of a project as data sets to train and to judge on: pairs in tars, as SA-1B has them.

Packs are written once for a training and stay as they are, whatever people draw meanwhile. What
people drew, or let stand on images that they finished, is kept apart from what models made alone,
because it counts more ("Segment Anything", section 7.5: ten times).
"""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import select

from anymask.data.folder_writers import TarWriter
from anymask.data.record import ImageRecord
from anymask.engine.database.masks import AUTOMATIC, DETECTOR, IMPORT, PERSON, Mask
from anymask.engine.database.pictures import READY, Image
from anymask.engine.database.tables import Project, Task
from anymask.engine.database.work import ANNOTATE, DONE, FIRST
from anymask.engine.images import image_key
from anymask.engine.project import Engine
from anymask.engine.records import kept_masks, to_record
from anymask.errors import InputError

MANUAL, AUTOMATIC_PACK, HELD_OUT = "manual", "automatic", "held-out"
MOST_HELD_OUT = 2_000
"""About as many images as SA-1B keeps back."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Packs:
    """Data sets of a training.

    Attributes:
        manual: images with the masks that people drew, imported, or let stand.
        automatic: images with the masks that models made alone, those included that were filled in
            and that nobody has seen yet; None: there are none.
        held_out: other images, with the masks that people drew or imported.
    """

    manual: Path
    automatic: Path | None
    held_out: Path


def write_packs(
    engine: Engine, project: Project, folder: Path, progress: Progress, *, finished_only: bool
) -> Packs:
    """Write the packs of a project, or find those that are there.

    Args:
        engine, project: whose masks.
        folder: made; whole, or not there.
        progress: hears how many images are done.
        finished_only: leave images out that people have not finished: what is not labelled there
            may be an object all the same.

    Raises:
        InputError: there is nothing to train or to judge on.
    """
    if not folder.exists():
        part = folder.with_name(folder.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _write(engine, _images(engine, project, finished_only=finished_only), part, progress)
        os.replace(part, folder)
    packs = {name: folder / name for name in (MANUAL, AUTOMATIC_PACK, HELD_OUT)}
    present = {name: path for name, path in packs.items() if path.is_dir()}
    drawn = "finished images with masks" if finished_only else "images with masks"
    if MANUAL not in present:
        raise InputError(f"project '{project.name}' has no {drawn} to learn from; label some")
    if HELD_OUT not in present:
        raise InputError(
            f"project '{project.name}' has no {drawn} to judge a new model on; label some of the "
            "images that are held out, or add images"
        )
    return Packs(packs[MANUAL], present.get(AUTOMATIC_PACK), packs[HELD_OUT])


def _images(engine: Engine, project: Project, *, finished_only: bool) -> dict[int, bool]:
    """Return the images of a project by number, and whether people have finished each."""
    done = select(Task.image_id).where(
        Task.project_id == project.id,
        Task.kind == ANNOTATE,
        Task.number == FIRST,
        Task.state == DONE,
    )
    chosen = select(Image.id).where(Image.project_id == project.id, Image.state == READY)
    with engine.database.reading() as session:
        finished = set(session.scalars(done))
        numbers = session.scalars(chosen.order_by(Image.id)).all()
    return {n: n in finished for n in numbers if n in finished or not finished_only}


def _write(engine: Engine, images: Mapping[int, bool], folder: Path, progress: Progress) -> None:
    writers: dict[str, TarWriter] = {}
    held_out = 0
    for number, (image_id, finished) in enumerate(images.items()):
        progress(number, len(images))
        with engine.database.reading() as session:
            image = session.get_one(Image, image_id)
            masks = kept_masks(session, image)
        parts = _parts(image, masks, finished=finished)
        if HELD_OUT in parts:
            held_out += 1
            if held_out > MOST_HELD_OUT:
                continue
        for name, chosen in parts.items():
            if name not in writers:
                writers[name] = TarWriter(folder / name)
            writers[name].add(
                _record(name, image, chosen), engine.store.get(image_key(image.sha256))
            )
    for writer in writers.values():
        writer.finish()


def _parts(image: Image, masks: Sequence[Mask], *, finished: bool) -> dict[str, list[Mask]]:
    """Say which masks of an image go into which pack; a pack without masks is not named."""
    if image.held_out:
        parts = {HELD_OUT: [mask for mask in masks if mask.origin in (PERSON, IMPORT)]}
    else:
        alone = (AUTOMATIC,) if finished else (AUTOMATIC, DETECTOR)
        parts = {
            MANUAL: [mask for mask in masks if mask.origin not in alone],
            AUTOMATIC_PACK: [mask for mask in masks if mask.origin in alone],
        }
    return {name: chosen for name, chosen in parts.items() if chosen}


def _record(name: str, image: Image, masks: Sequence[Mask]) -> ImageRecord:
    """Name the image by its pack and number: short, unique, and of one set."""
    file_name = f"{name}_{image.id:09d}{PurePosixPath(image.name).suffix.lower()}"
    records = tuple(to_record(mask, image) for mask in masks)
    return ImageRecord(file_name, (image.height, image.width), records, image.id)

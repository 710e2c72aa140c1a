"""A release: the data set of a project, with all that somebody needs who was not there.

::

    data/             the images and masks, in the form that was asked for
    images.jsonl      of each image its id, name, name in the project, SHA-256, and split
    statistics.json   how many masks, how large, how concave, and where; statistics.png draws them
    datasheet.md      what the set is and how it came to be
    sha256sums.txt    of all other files; `sha256sum -c sha256sums.txt` checks them

Equal projects give equal bytes. Source of what it holds: "Segment Anything", section 5.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from sqlalchemy.orm import Session

from anymask.data.broken import BrokenSamples
from anymask.data.convert import BROKEN_FILE, convert
from anymask.data.record import ImageRecord
from anymask.data.statistics import SetStatistics, Tally
from anymask.data.statistics_picture import draw_statistics
from anymask.data.writers import DatasetForm, DatasetWriter, find_form
from anymask.engine.audit import note
from anymask.engine.blur import FindRegions, blur_regions
from anymask.engine.database.tables import Project
from anymask.engine.datasheet import Choices, datasheet
from anymask.engine.labelled_images import LabelledImages
from anymask.engine.origins import origins_of
from anymask.engine.places import tells_place
from anymask.engine.project import Engine
from anymask.errors import InputError
from anymask.storage.files import json_bytes, write_json, write_text
from anymask.storage.images import save_png

DATA, IMAGES, STATISTICS = "data", "images.jsonl", "statistics.json"
PICTURE, DATASHEET, SUMS = "statistics.png", "datasheet.md", "sha256sums.txt"
SHARDS = "sa1b-shards"
NAMES = {SHARDS: "shards"}
"""Names of forms beside those that `anymask data convert` knows."""
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Release:
    """What was written.

    Attributes:
        images, masks: how many.
        loss: what the form cannot hold, in words; empty: nothing is lost.
        broken: why images were left out, by name.
        statistics: of the set.
        places: files that tell where they were taken.
    """

    images: int
    masks: int
    loss: str
    broken: dict[str, str]
    statistics: SetStatistics
    places: int


def release_form(name: str) -> DatasetForm:
    """Look up a form of releases.

    Raises:
        ConfigurationError: there is none of that name.

    >>> release_form("sa1b-shards").name
    'shards'
    """
    return find_form(NAMES.get(name, name))


def release(
    engine: Engine,
    project: Project,
    form: DatasetForm,
    out: Path,
    *,
    finished_only: bool = False,
    find_regions: FindRegions | None = None,
    track: Callable[[range], Iterable[int]] = iter,
) -> Release:
    """Write the data set of a project: all of it, or nothing.

    Args:
        engine, project: whose images and masks.
        form: how.
        out: a folder that does not exist yet, or is empty.
        finished_only: leave images out that nobody has finished.
        find_regions: what to blur in each image; None: nothing.
        track: passes numbers of images on and shows how far they have come.

    Raises:
        InputError: `out` is not empty or cannot be written, or there is nothing to release.
        ResourceError: the disk is full, or the hook fails.
    """
    named_by_id = form.name in ("shards", "sa1b")
    images = LabelledImages(
        engine,
        project,
        finished_only=finished_only,
        rename=(lambda name, number: _file_name(project, name, number)) if named_by_id else None,
        change=None if find_regions is None else (lambda file: blur_regions(file, find_regions)),
    )
    if not len(images):
        raise InputError(f"project '{project.name}' has no labelled images; label some first")
    broken = BrokenSamples()
    writers = list[_ReleaseWriter]()

    def start(folder: Path) -> DatasetWriter:
        sheet = _Sheet(engine, project, form, finished_only, find_regions is not None)
        writers.append(_ReleaseWriter(folder, images, sheet, broken))
        return writers[0]

    done = convert(images, replace(form, writer=start), out, broken, track)
    engine.database.write(lambda session: _note(session, project, form, done.images, done.masks))
    written = writers[0]
    return Release(
        done.images, done.masks, form.loss, broken.reasons, written.statistics, written.places
    )


@dataclass(frozen=True)
class _Sheet:
    """What the datasheet tells beside numbers."""

    engine: Engine
    project: Project
    form: DatasetForm
    finished_only: bool
    blurred: bool


class _ReleaseWriter:
    """Writes the data set into data/ and, at the end, what explains it beside that folder."""

    def __init__(
        self, folder: Path, images: LabelledImages, sheet: _Sheet, broken: BrokenSamples
    ) -> None:
        self._folder, self._images, self._sheet, self._broken = folder, images, sheet, broken
        self._inner = sheet.form.writer(folder / DATA)
        self._by_id = {each.image_id: index for index, each in enumerate(images.listed)}
        self._tally = Tally()
        self._lines = list[bytes]()
        self.places = 0
        """Files that tell where they were taken."""

    @property
    def statistics(self) -> SetStatistics:
        """The numbers of what was written so far."""
        return self._tally.result()

    def add(self, image: ImageRecord, content: bytes) -> None:
        """Write an image, count it, and note what is known of its file."""
        index = self._by_id[image.image_id]
        listed = self._images.listed[index]
        self._inner.add(image, content)
        self._tally.add(image, self._images.source(index))
        self.places += tells_place(content)
        line = {
            "image_id": image.image_id,
            "file_name": image.file_name,
            "name": listed.name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "original_sha256": listed.sha256,
            "split": "held-out" if listed.held_out else "train",
            "masks": len(image.masks),
        }
        self._lines.append(json_bytes(line) + b"\n")

    def finish(self) -> None:
        """Finish the data set and write what explains it; the sums come last."""
        self._inner.finish()
        sheet, found = self._sheet, self.statistics
        write_text(self._folder / IMAGES, b"".join(self._lines).decode())
        bins = {"masks_per_image_bins": found.source_bins}
        write_json(self._folder / STATISTICS, {**found.to_dict(), **bins})
        save_png(self._folder / PICTURE, draw_statistics(found, sheet.project.name))
        origins = origins_of(sheet.engine, sheet.project)
        choices = Choices(sheet.finished_only, sheet.blurred, self._broken.count, self.places)
        text = datasheet(sheet.project.name, sheet.form, found, origins, choices)
        write_text(self._folder / DATASHEET, text)
        self._broken.write(self._folder / BROKEN_FILE)
        write_text(self._folder / SUMS, _sums(self._folder))


def _file_name(project: Project, name: str, number: int) -> str:
    """Name an image as SA-1B does: by the set and its number."""
    slug = re.sub("[^a-z0-9]+", "-", project.name.lower()).strip("-") or "images"
    return f"{slug}_{number}{PurePosixPath(name).suffix.lower()}"


def _sums(folder: Path) -> str:
    """Make the lines that `sha256sum -c` checks."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    files = [name for name in files if (folder / name).is_file()]
    return "".join(f"{_sum(folder / name)}  {name}\n" for name in files)


def _sum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _note(session: Session, project: Project, form: DatasetForm, images: int, masks: int) -> None:
    kind = "release written"
    note(session, project.id, None, kind, form.name, images=images, masks=masks)

"""The labelled images of a project as a data set, in an order and with ids that stay the same.

A release is written from it by the writers that every data set has. Ids follow from the bytes of
an image, so they are the same in every release, whatever was added, and after a restore.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from sqlalchemy import ColumnElement, exists, or_, select

from anymask.data.annotation import Annotation
from anymask.data.dataset import MaskDataset
from anymask.data.record import ImageRecord
from anymask.engine.database.masks import KEPT, Mask
from anymask.engine.database.pictures import READY, Image
from anymask.engine.database.tables import Project, Task
from anymask.engine.database.work import ANNOTATE, DONE
from anymask.engine.images import image_key
from anymask.engine.project import Engine
from anymask.engine.records import image_record
from anymask.engine.statistics import AUTOMATIC_TASK
from anymask.errors import FormatError, InputError

ID_DIGITS = 13
"""Hexadecimal digits of an id: 52 bits, which every JSON reader keeps exactly."""

Name = Callable[[str, int], str]
"""Makes the name of an image in the data set from its name in the project and its id."""
Change = Callable[[bytes], bytes]
"""Changes the file of an image."""


@dataclass(frozen=True)
class Listed:
    """An image of the data set.

    Attributes:
        key: of its row in the database.
        image_id: its number in the data set.
        name: in the project.
        sha256: of the file in the project.
        held_out: whether models are judged on it.
    """

    key: int
    image_id: int
    name: str
    sha256: str
    held_out: bool


def image_id_of(sha256: str) -> int:
    """Return the id of an image by its bytes.

    >>> image_id_of("00000000000ff" + "0" * 51)
    255
    """
    return int(sha256[:ID_DIGITS], 16)


class LabelledImages(MaskDataset):
    """The images of a project that have masks or are finished, by name.

    Images that came with a flag and are faulty do not belong to it. What is drawn while it is read
    may show; the list of images is that of the beginning.

    Args:
        engine, project: whose images.
        finished_only: leave images out that nobody has finished: what is not labelled there may
            be an object all the same.
        rename: gives images other names; None keeps those of the project.
        change: changes image files, such as by blurring faces.

    Raises:
        InputError: two images would have the same id.
    """

    def __init__(
        self,
        engine: Engine,
        project: Project,
        *,
        finished_only: bool = False,
        rename: Name | None = None,
        change: Change | None = None,
    ) -> None:
        self._engine = engine
        self._project = project
        self._rename = rename
        self._change = change
        self.listed = _list(engine, project, finished_only)
        if len({each.image_id for each in self.listed}) < len(self.listed):
            raise InputError("two images have the same id: the first 52 bits of their SHA-256")

    def __len__(self) -> int:
        return len(self.listed)

    def name(self, index: int) -> str:
        """Return the name of the image in the data set."""
        listed = self.listed[index]
        return listed.name if self._rename is None else self._rename(listed.name, listed.image_id)

    def source(self, index: int) -> str:
        """Return the folder that the image came from, or the name of the project."""
        parts = PurePosixPath(self.listed[index].name).parts
        return parts[0] if len(parts) > 1 else self._project.name

    def image_bytes(self, index: int) -> bytes:
        """Read the image and make sure that it is the one that was labelled.

        Raises:
            BrokenSampleError: it is gone or damaged.
        """
        listed = self.listed[index]
        with self._naming(index):
            key = image_key(listed.sha256)
            content = self._engine.store.get(key)
            if sha256(content).hexdigest() != listed.sha256:
                raise FormatError(f"{key} of the object store is damaged; put the original there")
            return content if self._change is None else self._change(content)

    def annotations(self, index: int) -> Sequence[Annotation]:
        """Return the kept masks of the image."""
        return [
            {
                "segmentation": mask.rle,
                "area": mask.area,
                "predicted_iou": mask.predicted_iou,
                "stability_score": mask.stability_score,
                "point_coords": [list(point) for point in mask.point_coords or ()],
                "crop_box": list(mask.crop_box_xywh or ()) or None,
                "category": mask.category,
            }
            for mask in self.record(index).masks
        ]

    def record(self, index: int) -> ImageRecord:
        """Return the image and its kept masks, in the order in which they were made."""
        listed = self.listed[index]
        with self._engine.database.reading() as session, self._naming(index):
            found = image_record(session, session.get_one(Image, listed.key))
        return replace(found, file_name=self.name(index), image_id=listed.image_id)


def _list(engine: Engine, project: Project, finished_only: bool) -> list[Listed]:
    chosen = select(Image).where(
        Image.project_id == project.id, Image.state == READY, _belongs(finished_only)
    )
    with engine.database.reading() as session:
        images = session.scalars(chosen).all()
        found = [
            Listed(each.id, image_id_of(each.sha256), each.name, each.sha256, each.held_out)
            for each in images
        ]
    return sorted(found, key=lambda each: each.name)  # databases sort names in ways of their own


def _belongs(finished_only: bool) -> ColumnElement[bool]:
    finished = exists().where(
        Task.image_id == Image.id, Task.kind.in_((ANNOTATE, AUTOMATIC_TASK)), Task.state == DONE
    )
    masked = exists().where(Mask.image_id == Image.id, Mask.state == KEPT)
    return finished if finished_only else or_(finished, masked)

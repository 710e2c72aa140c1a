"""Tables of masks: what they are now, every state they were in, and what reviewers said.

A mask knows how it came to be: stage, task, author, model, prompts, seconds. Its id is made by the
client, so that saving it again changes nothing; its version grows with each change, so that nobody
overwrites what they have not seen.
"""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from anymask.engine.database.schema import (
    Base,
    Hash,
    Json,
    JsonList,
    Key,
    LongText,
    Milliseconds,
    Name,
    Word,
)

KEPT, SECOND, REJECTED, DELETED = "kept", "second", "rejected", "deleted"
STATES = (KEPT, SECOND, REJECTED, DELETED)
"""Only kept masks are the data set; second ones show how far people agree (see `agreement.py`)."""

ACCEPT, REJECT, FIX = "accept", "reject", "fix"
VERDICTS = (ACCEPT, REJECT, FIX)

PERSON, DETECTOR, AUTOMATIC, IMPORT = "person", "detector", "automatic", "import"
ORIGINS = (PERSON, DETECTOR, AUTOMATIC, IMPORT)


EXPLORED = (
    *("project_id", "state", "stage", "account_id", "model_id", "category"),
    *("image_id", "area", "predicted_iou"),
)
"""What masks are searched by: an index has it all, so their wide rows stay unread."""
MADE = ("project_id", "state", "origin", "stage", "created_ms", "seconds", "clicks")
"""What rounds are told from."""
DRAWN = ("project_id", "account_id", "state", "image_id", "seconds", "clicks", "updated_ms")
"""What the work of people is told from."""


class Mask(Base):
    """A mask in its present state."""

    __tablename__ = "mask"
    __table_args__ = (
        Index("ix_mask_image_id_state_created_ms", "image_id", "state", "created_ms"),
        Index("ix_mask_made", *MADE),
        Index("ix_mask_explored", *EXPLORED),
        Index("ix_mask_drawn", *DRAWN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    image_id: Mapped[int] = mapped_column(ForeignKey("image.id"))
    version: Mapped[int]  # 1 when it is made
    state: Mapped[Word]
    stage: Mapped[Word]  # see stages.py
    origin: Mapped[Word]
    locked: Mapped[bool]  # shown to annotators, not theirs to change
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    model_id: Mapped[int | None] = mapped_column(ForeignKey("model.id"))

    rle: Mapped[LongText]  # COCO string of the run lengths, of the size of the image
    content_hash: Mapped[Hash]  # of the run lengths
    area: Mapped[int]  # pixels
    box_xywh: Mapped[JsonList]
    predicted_iou: Mapped[float | None]
    stability_score: Mapped[float | None]
    point_coords: Mapped[JsonList]  # clicks (x, y) that gave it
    crop_box_xywh: Mapped[JsonList]  # empty: the whole image
    category: Mapped[Name | None]

    prompts: Mapped[JsonList]  # in the order of use: {"kind": "click" | "box" | ..., ...}
    clicks: Mapped[int]
    seconds: Mapped[float]  # of work, without idle time; all edits of the mask added up
    prominence: Mapped[int | None]  # its place in the order in which the image was labelled

    created_ms: Mapped[Milliseconds]
    updated_ms: Mapped[Milliseconds]


class MaskChange(Base):
    """One version of a mask, kept for ever."""

    __tablename__ = "mask_change"
    __table_args__ = (UniqueConstraint("mask_id", "version"),)

    id: Mapped[Key]
    mask_id: Mapped[UUID] = mapped_column(ForeignKey("mask.id"))
    version: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    request_id: Mapped[UUID] = mapped_column(unique=True)  # of the client: the same twice is one
    content: Mapped[Json]  # the columns of the mask that may change, as they were in this version
    created_ms: Mapped[Milliseconds]


class Verdict(Base):
    """What a reviewer says about a version of a mask."""

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("task_id", "mask_id"),)

    id: Mapped[Key]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    mask_id: Mapped[UUID] = mapped_column(ForeignKey("mask.id"), index=True)
    mask_version: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    verdict: Mapped[Word]  # accept, reject or fix
    iou: Mapped[float | None]  # of the mask with what the reviewer drew
    rle: Mapped[LongText | None]  # what the reviewer drew
    seconds: Mapped[float]
    created_ms: Mapped[Milliseconds]

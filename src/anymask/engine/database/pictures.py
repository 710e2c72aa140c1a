"""Tables of images, how many masks each has, and what is wrong with some."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from anymask.engine.database.schema import Base, Hash, Json, Key, LongText, Milliseconds, Name, Word

READY, FAULTY = "ready", "faulty"


class Image(Base):
    """An image of a project; the file lies in the object store under the hash of its bytes."""

    __tablename__ = "image"
    __table_args__ = (
        UniqueConstraint("project_id", "sha256"),
        UniqueConstraint("project_id", "name"),
        Index("ix_image_project_id_state", "project_id", "state"),
    )

    id: Mapped[Key]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    name: Mapped[Name]  # path below the folder it came from, with /
    sha256: Mapped[Hash]
    width: Mapped[int]  # as shown, after EXIF orientation
    height: Mapped[int]
    state: Mapped[Word]
    held_out: Mapped[bool]  # never trained on: models are judged on it
    details: Mapped[Json]  # what else is known of it, such as its country
    created_ms: Mapped[Milliseconds]


class MaskCount(Base):
    """How many masks of an image are kept; the database itself counts whenever a mask changes.

    So images are found by their number of masks without counting millions of rows.
    """

    __tablename__ = "mask_count"
    __table_args__ = (Index("ix_mask_count_project_id_masks", "project_id", "masks"),)

    image_id: Mapped[int] = mapped_column(
        ForeignKey("image.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    masks: Mapped[int]


class Flag(Base):
    """Somebody says that an image is faulty: unreadable, private, a duplicate, not for this set."""

    __tablename__ = "flag"

    id: Mapped[Key]
    image_id: Mapped[int] = mapped_column(ForeignKey("image.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[LongText]
    created_ms: Mapped[Milliseconds]
    resolved_ms: Mapped[Milliseconds | None]

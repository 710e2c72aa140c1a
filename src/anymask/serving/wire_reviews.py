"""What goes over the wire about quality: flags, verdicts, reviews, audits, and agreement.

`wire.py` holds the rest, and the limits.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from anymask.serving.wire import LONGEST_MASK, Incoming, MaskOut, Moments, Number, Outgoing

Images = Annotated[int, Field(ge=1, le=1_000_000)]


class Resolution(Incoming):
    """What is decided about a flag."""

    faulty: bool


class VerdictIn(Moments):
    """What a reviewer says about a mask; `counts` is what they drew, only with fix."""

    request_id: UUID
    seen_version: Number
    verdict: Literal["accept", "reject", "fix"]
    counts: Annotated[str, Field(min_length=1, max_length=LONGEST_MASK)] | None = None


class VerdictOut(Outgoing):
    """A verdict about the version of a mask that the reviewer met."""

    task_id: int
    mask_id: UUID
    mask_version: int
    account_id: int
    verdict: str
    iou: float | None
    rle: str | None
    seconds: float
    created_ms: int


class JudgedOut(Outgoing):
    """A verdict, and the mask after it."""

    verdict: VerdictOut
    mask: MaskOut


class ReviewedOut(Outgoing):
    """What reviewers said about the masks of one annotator; no account: a model made them."""

    account_id: int | None
    name: str | None
    accepted: int
    fixed: int
    rejected: int
    mean_iou: float


class AuditIn(Incoming):
    """How many images to draw; by default as the settings say."""

    images: Images | None = None


class ShareOut(Outgoing):
    """Masks that agree by at least a bound, with a 95 % interval where there is one."""

    bound: float
    share: float
    interval: tuple[float, float] | None


class AuditGroupOut(Outgoing):
    """The audited masks of a stage, or all of them."""

    name: str
    masks: int
    rejected: int
    mean_iou: float
    shares: list[ShareOut]


class AuditOut(Outgoing):
    """An audit, as far as it has come."""

    number: int
    images: int
    done: int
    groups: list[AuditGroupOut]


class SecondIn(Incoming):
    """How many images shall be labelled by how many people."""

    images: Images
    people: Annotated[int, Field(ge=2, le=10)] = 2


class SecondOut(Outgoing):
    """How many images were chosen."""

    images: int


class AgreementOut(Outgoing):
    """How far people agree who labelled the same images."""

    stage: str
    images: int
    masks: int
    pairs: int
    matched_share: float
    mean_iou: float | None
    shares: list[ShareOut]


class ObjectOut(Outgoing):
    """An object as several people drew it: who, how alike, and the pixels of most of them."""

    account_ids: list[int | None]
    mean_iou: float | None
    counts: str
    area: int


class Consensus(Outgoing):
    """The objects of an image, and how many people have labelled it."""

    people: int
    objects: list[ObjectOut]

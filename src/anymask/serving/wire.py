"""Everything that goes over the wire, in both directions, with the limits of what comes in.

OpenAPI, and from it the types of the browser, are generated from these models. Coordinates are
(x, y) in pixels of the image, times are milliseconds since 1970, masks are COCO strings of run
lengths of the size of their image.
"""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

LONGEST_MASK = 2_000_000
MOST_POINTS = 10_000
MOST_PROMPTS = 1_000

Finite = Annotated[float, Field(allow_inf_nan=False, ge=-1e6, le=1e6)]
Point = tuple[Finite, Finite]
BoxXyxy = tuple[Finite, Finite, Finite, Finite]
PLAIN = r"^[^\x00]*$"
"""PostgreSQL keeps no text with NUL."""
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
Number = Annotated[int, Field(ge=0, le=2**53)]
RoleName = Literal["annotator", "reviewer", "admin"]


class Incoming(BaseModel):
    """What clients send: names that do not exist are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Outgoing(BaseModel):
    """What the server answers; made from rows of the database."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Problem(Outgoing):
    """Why a request was not done."""

    kind: str
    message: str


class Failed(Outgoing):
    """The body of every answer that is no success."""

    error: Problem


class Login(Incoming):
    """Who wants to come in."""

    name: Name
    password: Annotated[str, Field(max_length=1_000)]


class Me(Outgoing):
    """Who the server thinks you are."""

    id: int
    name: str
    roles: dict[int, str]
    """Role by the id of the project."""


class ProjectOut(Outgoing):
    """A project."""

    id: int
    name: str
    stage: str
    model_id: int | None


class StageIn(Incoming):
    """Which stage comes next."""

    stage: Name


class RoleIn(Incoming):
    """The role of an account that exists in a project."""

    name: Name
    role: RoleName


class PersonIn(Incoming):
    """Somebody who shall work in a project."""

    name: Name
    role: RoleName
    password: Annotated[str, Field(max_length=1_000)] | None = None


class PersonOut(Outgoing):
    """Somebody who works in a project."""

    id: int
    name: str
    role: str


class NewPerson(Outgoing):
    """Somebody who was added; the token is shown this once."""

    person: PersonOut
    token: str


class ImageOut(Outgoing):
    """An image."""

    id: int
    name: str
    width: int
    height: int
    state: str
    held_out: bool
    details: dict[str, Any]
    masks: int
    """That are kept."""


class ImagePage(Outgoing):
    """Some images of many."""

    total: int
    images: list[ImageOut]


class FlagIn(Incoming):
    """What is wrong with an image."""

    reason: Annotated[str, Field(min_length=1, max_length=2_000, pattern=PLAIN)]


class FlagOut(Outgoing):
    """What somebody says is wrong with an image."""

    id: int
    image_id: int
    account_id: int
    reason: str
    created_ms: int
    resolved_ms: int | None


class TaskQuery(Incoming):
    """Which kinds of work somebody asks for."""

    kinds: Annotated[list[Literal["annotate", "review", "audit"]], Field(min_length=1)] = [
        "annotate"
    ]


class TaskOut(Outgoing):
    """A task and the lease that its holder shows with every step."""

    id: int
    image_id: int
    stage: str
    kind: str
    lease: UUID
    lease_until_ms: int


class NextTask(Outgoing):
    """A task, or nothing to do."""

    task: TaskOut | None


class Held(Incoming):
    """The lease of a task."""

    lease: UUID


class SkipIn(Held):
    """Why a task is left."""

    reason: Annotated[str, Field(max_length=2_000, pattern=PLAIN)] = ""


class Moments(Held):
    """The lease, and when something was done: milliseconds since the task was opened."""

    moments_ms: Annotated[list[Number], Field(max_length=100_000)] = []


class Prompt(Incoming):
    """One thing that an annotator did to get a mask."""

    kind: Literal["click", "box", "stroke", "brush", "eraser", "polygon", "mask"]
    points: Annotated[list[Point], Field(max_length=MOST_POINTS)] = []
    label: Literal[0, 1] = 1
    size: Finite | None = None


class MaskIn(Moments):
    """A mask of the image of a task, new or changed."""

    request_id: UUID
    seen_version: Number
    counts: Annotated[str, Field(min_length=1, max_length=LONGEST_MASK)]
    category: Annotated[str, Field(max_length=200, pattern=PLAIN)] | None = None
    prompts: Annotated[list[Prompt], Field(max_length=MOST_PROMPTS)] = []
    prominence: Number | None = None
    predicted_iou: Finite | None = None
    stability_score: Finite | None = None
    model_id: Number | None = None


class MaskRemoval(Held):
    """A mask that shall go."""

    request_id: UUID
    seen_version: Number


class MaskOut(Outgoing):
    """A mask as it is now."""

    id: UUID
    image_id: int
    version: int
    state: str
    stage: str
    origin: str
    locked: bool
    rle: str
    area: int
    box_xywh: list[int]
    predicted_iou: float | None
    stability_score: float | None
    category: str | None
    clicks: int
    seconds: float
    prominence: int | None
    account_id: int | None
    model_id: int | None
    created_ms: int
    updated_ms: int


class SavedMask(Outgoing):
    """A mask after it was saved."""

    mask: MaskOut
    repeated: bool
    suggest_next: bool


class StaleMask(Outgoing):
    """A mask that has changed since it was seen, as it is now."""

    error: Problem
    newest: MaskOut


class MaskList(Outgoing):
    """The masks of an image."""

    masks: list[MaskOut]


class ChangeOut(Outgoing):
    """One version of a mask."""

    version: int
    account_id: int | None
    content: dict[str, Any]
    created_ms: int


class SegmentIn(Incoming):
    """A prompt about one object: clicks, a box, or both, and the answer to refine."""

    points: Annotated[list[Point], Field(max_length=MOST_POINTS)] = []
    labels: Annotated[list[Literal[0, 1]], Field(max_length=MOST_POINTS)] = []
    box: BoxXyxy | None = None
    multimask: bool | None = None
    refine_counts: Annotated[str, Field(min_length=1, max_length=LONGEST_MASK)] | None = None
    """Run lengths of a mask of the image that is nearly right."""


class Candidate(Outgoing):
    """One answer to a prompt."""

    counts: str
    predicted_iou: float
    area: int


class SegmentOut(Outgoing):
    """The answers to a prompt, best first, and the model that gave them."""

    model_id: int
    masks: list[Candidate]


class EventOut(Outgoing):
    """A line of the audit log."""

    id: int
    account_id: int | None
    kind: str
    subject: str
    detail: dict[str, Any]
    created_ms: int


class EventPage(Outgoing):
    """Lines of the audit log, the newest first."""

    events: list[EventOut]

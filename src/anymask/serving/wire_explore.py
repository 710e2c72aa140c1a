"""What goes over the wire about looking around: images, facets, numbers, people, faults.

`wire.py` holds the rest, and the limits.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from anymask.engine.explore import Wanted
from anymask.serving.wire import PLAIN, Incoming, Number, Outgoing
from anymask.serving.wire_jobs import JobOut

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Word = Annotated[str, Field(max_length=200, pattern=PLAIN)]
Masks = Annotated[int, Field(ge=0, le=2**31 - 1)]
BinName = Literal["0-49", "50-99", "100-199", "200-299", "300-399", "400-499", "500+"]


class ImageQuery(Incoming):
    """Which images are looked for; what is left out does not matter.

    Areas are shares of the image. Stage, category, account, model, area and score are those of one
    mask of the image, which meets all that is asked of masks.
    """

    state: Literal["ready", "faulty"] | None = None
    name: Word | None = None
    bin: BinName | None = None
    least_masks: Masks | None = None
    most_masks: Masks | None = None
    stage: Word | None = None
    category: Word | None = None
    account: Number | None = None
    model: Number | None = None
    least_area: Share | None = None
    most_area: Share | None = None
    least_score: Share | None = None
    order: Literal["id", "masks", "newest"] = "id"
    offset: Number = 0
    limit: Annotated[int, Field(ge=1, le=1_000)] = 100

    def wanted(self) -> Wanted:
        """Say it in the engine's words."""
        own = self.model_dump(exclude={"account", "model", "offset", "limit"})
        return Wanted(**own, account_id=self.account, model_id=self.model)


class FacetOut(Outgoing):
    """A value that masks have, and how many; for bins: how many images. Words have no id."""

    id: int | None
    name: str
    count: int


class FacetsOut(Outgoing):
    """The values by which images can be chosen; counted within the last minute."""

    images: int
    masks: int
    bins: list[FacetOut]
    stages: list[FacetOut]
    categories: list[FacetOut]
    accounts: list[FacetOut]
    models: list[FacetOut]


class CategoryOut(Outgoing):
    """A name in use, and how many masks have it."""

    name: str
    count: int


class BranchOut(Outgoing):
    """A mask and the smallest one that holds it."""

    mask_id: UUID
    parent_id: UUID | None


class NumbersOut(Outgoing):
    """The numbers of a data set.

    `masks_per_image` counts images with 0, 1, 2, ... masks. Relative sizes (the square root of the
    share of the image) and concavities are counted in equal steps from 0 to 1; `centres` counts
    the middles of boxes, row by row, in equal shares of the image.
    """

    images: int
    masks: int
    images_without_masks: int
    masks_per_image: list[int]
    source_bins: dict[str, int]
    median_masks: float
    relative_sizes: list[int]
    concavities: list[int]
    centres: list[list[int]]


class StatisticsOut(Outgoing):
    """The numbers of a project; shapes and places are those of a sample."""

    numbers: NumbersOut
    sampled_images: int
    sampled_masks: int


class WorkedOut(Outgoing):
    """What somebody has done; nothing per mask where there is no mask."""

    account_id: int
    name: str
    role: str | None
    masks: int
    images: int
    finished: int
    seconds_per_mask: float | None
    clicks_per_mask: float | None
    hours: float
    masks_per_hour: float | None
    last_seen_ms: int | None


class OpenFlagOut(Outgoing):
    """A flag that waits for a decision."""

    id: int
    image_id: int
    image_name: str
    account_id: int
    account_name: str
    reason: str
    created_ms: int


class FaultsOut(Outgoing):
    """What is wrong: numbers of all, and the flags and failed jobs to look at first."""

    faulty_images: int
    open_flags: int
    failed_jobs: int
    flags: list[OpenFlagOut]
    jobs: list[JobOut]


class DecoderOut(Outgoing):
    """The decoder of the model in use, as the ONNX files that a browser runs.

    `files` and `sha256` go by the names of the files; addresses are those of this server.
    """

    model_id: int
    image_side: int
    low_side: int
    files: dict[str, str]
    sha256: dict[str, str]
    bytes: int

"""Routes about images: lists, files, embeddings, masks, prompts, and what is wrong with some."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from jaxtyping import Bool
from sqlalchemy.orm import Session
from torch import Tensor

from anymask.engine.database.tables import Flag, Image, Model
from anymask.engine.explore import Found, count_images, ids_of, images_of, page_of
from anymask.engine.flags import flag_image
from anymask.engine.masks import read_counts
from anymask.engine.models import current_model
from anymask.engine.second import visible_masks
from anymask.engine.shown_images import ShownImage, shown_image, thumbnail
from anymask.errors import MissingError
from anymask.geometry import rle
from anymask.serving.kept import KeptAnswers
from anymask.serving.service import Annotator, Member, Route, Service, Shared, find_image
from anymask.serving.tagged import FOR_EVER, OCTETS, send_tagged
from anymask.serving.wire import (
    Candidate,
    FlagIn,
    FlagOut,
    ImageOut,
    ImagePage,
    MaskList,
    MaskOut,
    SegmentIn,
    SegmentOut,
)
from anymask.serving.wire_explore import ImageQuery
from anymask.storage.objects import ObjectStore

FOUND_SECONDS = 30.0

router = APIRouter(route_class=Route, prefix="/projects/{project}/images", tags=["images"])

ImageId = Annotated[int, Path(ge=0, le=2**53)]


@router.get("")
def list_images(
    member: Annotator, service: Shared, kept: KeptAnswers, query: Annotated[ImageQuery, Query()]
) -> ImagePage:
    """List images: those whose name, state and number of masks fit, and of which one mask fits.

    Where masks are asked for, the list of images is up to half a minute old.
    """
    project, wanted = member.project, query.wanted()
    with service.engine.database.reading() as session:
        if wanted.asks_for_masks:
            key = ("images", project.id, wanted)
            ids = kept.get(key, FOUND_SECONDS, lambda: ids_of(session, project, wanted))
            page = ids[query.offset : query.offset + query.limit]
            found, total = images_of(session, page), len(ids)
        else:
            found = page_of(session, project, wanted, query.offset, query.limit)
            total = count_images(session, project, wanted)
    return ImagePage(total=total, images=[_image_out(each) for each in found])


@router.get("/{image_id}")
def show_image(image_id: ImageId, member: Annotator, service: Shared) -> ImageOut:
    """Tell about an image."""
    find_image(service, member.project, image_id)
    with service.engine.database.reading() as session:
        (found,) = images_of(session, [image_id])
    return _image_out(found)


@router.get("/{image_id}/file", response_class=Response)
def send_file(image_id: ImageId, member: Annotator, service: Shared, request: Request) -> Response:
    """Send the image as PNG or JPEG, upright, as all coordinates mean it."""
    image = find_image(service, member.project, image_id)
    return _picture(service, image, request, "", shown_image)


@router.get("/{image_id}/thumbnail", response_class=Response)
def send_thumbnail(
    image_id: ImageId, member: Annotator, service: Shared, request: Request
) -> Response:
    """Send a small version of the image."""
    image = find_image(service, member.project, image_id)
    return _picture(service, image, request, "-small", thumbnail)


@router.get("/{image_id}/embedding", response_class=Response)
def send_embedding(
    image_id: ImageId, member: Annotator, service: Shared, request: Request
) -> Response:
    """Send what the model in use said about the image: gzipped safetensors, float16."""
    image = find_image(service, member.project, image_id)
    model = model_in_use(service, member)
    return send_tagged(
        request,
        f"{model.sha256[:16]}-{image.sha256}",
        "private, no-cache",
        lambda: (service.embeddings.packed(image, model), OCTETS),
        {"X-Model-Id": str(model.id)},
    )


@router.get("/{image_id}/masks")
def list_masks(image_id: ImageId, member: Annotator, service: Shared) -> MaskList:
    """List the masks of an image that you may see, in the order in which they were made."""
    image = find_image(service, member.project, image_id)
    with service.engine.database.reading() as session:
        rows = visible_masks(session, image, member.person.account_id)
        return MaskList(masks=[MaskOut.model_validate(row) for row in rows])


@router.post("/{image_id}/segment")
def segment(image_id: ImageId, given: SegmentIn, member: Annotator, service: Shared) -> SegmentOut:
    """Answer a prompt about one object on the server."""
    image = find_image(service, member.project, image_id)
    model = model_in_use(service, member)
    found = service.embeddings.scene(image, model).segment(
        points=list(given.points) or None,
        labels=list(given.labels) or None,
        boxes=None if given.box is None else list(given.box),
        masks=None if given.refine_counts is None else _rough(image, given.refine_counts),
        multimask=given.multimask,
    )
    masks = [
        Candidate(
            counts=str(rle.to_coco(runs)["counts"]), predicted_iou=score, area=int(rle.area(runs))
        )
        for runs, score in zip(found.rle(), found.scores.tolist(), strict=True)
    ]
    return SegmentOut(model_id=model.id, masks=masks)


@router.post("/{image_id}/flags", status_code=201)
def add_flag(image_id: ImageId, given: FlagIn, member: Annotator, service: Shared) -> FlagOut:
    """Say that an image is faulty; nobody gets it until the flag is resolved."""
    image = find_image(service, member.project, image_id)
    who = member.person.account_id

    def work(session: Session) -> Flag:
        found = session.get_one(Image, image.id)
        return flag_image(session, found, who, given.reason, service.clock)

    return FlagOut.model_validate(service.engine.database.write(work))


def model_in_use(service: Service, member: Member) -> Model:
    """Return the model that answers prompts in a project.

    Raises:
        MissingError: it has none.
    """
    with service.engine.database.reading() as session:
        model = current_model(session, member.project)
    if model is None:
        raise MissingError(f"project '{member.project.name}' has no model in use")
    return model


def _rough(image: Image, counts: str) -> Bool[Tensor, "H W"]:
    """Read the mask that is to be refined."""
    return rle.decode(read_counts(counts, image))


def _picture(
    service: Shared,
    image: Image,
    request: Request,
    ending: str,
    make: Callable[[ObjectStore, Image], ShownImage],
) -> Response:
    """Send an image, unless the browser has it: it never changes under the same address."""

    def show() -> tuple[bytes, str]:
        shown = make(service.engine.store, image)
        return shown.content, shown.media

    return send_tagged(request, f"{image.sha256}{ending}", FOR_EVER, show)


def _image_out(found: Found) -> ImageOut:
    """Put the number of masks beside what is known of an image."""
    own = {name: getattr(found.image, name) for name in ImageOut.model_fields if name != "masks"}
    return ImageOut(**own, masks=found.masks)

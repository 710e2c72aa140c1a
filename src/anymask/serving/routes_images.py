"""Routes about images: lists, files, embeddings, masks, prompts, and what is wrong with some."""

import io
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from PIL import Image as Picture
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from anymask.engine.database.tables import Flag, Image, Model
from anymask.engine.flags import flag_image
from anymask.engine.images import image_key
from anymask.engine.models import current_model
from anymask.engine.second import visible_masks
from anymask.errors import MissingError
from anymask.geometry import rle
from anymask.serving.service import Annotator, Route, Shared, find_image
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
from anymask.storage.images import open_image

THUMBNAIL_PX = 320
FOR_EVER = "private, max-age=31536000, immutable"
"""An image and its embedding never change under the same address."""

router = APIRouter(route_class=Route, prefix="/projects/{project}/images", tags=["images"])

ImageId = Annotated[int, Path(ge=0, le=2**53)]


@router.get("")
def list_images(
    member: Annotator,
    service: Shared,
    state: Literal["ready", "faulty"] | None = None,
    offset: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> ImagePage:
    """List images in the order in which they came."""
    with service.engine.database.reading() as session:
        chosen = select(Image).where(Image.project_id == member.project.id)
        if state is not None:
            chosen = chosen.where(Image.state == state)
        total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
        rows = session.scalars(chosen.order_by(Image.id).offset(offset).limit(limit)).all()
        return ImagePage(total=total, images=[ImageOut.model_validate(row) for row in rows])


@router.get("/{image_id}")
def show_image(image_id: ImageId, member: Annotator, service: Shared) -> ImageOut:
    """Tell about an image."""
    return ImageOut.model_validate(find_image(service, member.project, image_id))


@router.get("/{image_id}/file", response_class=Response)
def send_file(image_id: ImageId, member: Annotator, service: Shared, request: Request) -> Response:
    """Send the image as PNG or JPEG, upright, as all coordinates mean it."""
    image = find_image(service, member.project, image_id)
    if request.headers.get("if-none-match") == _tag(image.sha256):
        return Response(status_code=304)
    return _picture(open_image(service.engine.store.get(image_key(image.sha256))), image.sha256)


@router.get("/{image_id}/thumbnail", response_class=Response)
def send_thumbnail(image_id: ImageId, member: Annotator, service: Shared) -> Response:
    """Send a small version of the image."""
    image = find_image(service, member.project, image_id)
    return _picture(
        open_image(service.engine.store.get(image_key(image.sha256))), image.sha256, THUMBNAIL_PX
    )


@router.get("/{image_id}/embedding", response_class=Response)
def send_embedding(
    image_id: ImageId, member: Annotator, service: Shared, request: Request
) -> Response:
    """Send what the model in use said about the image: gzipped safetensors, float16."""
    image = find_image(service, member.project, image_id)
    model = _model(service, member)
    tag = _tag(f"{model.sha256[:16]}-{image.sha256}")
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "X-Model-Id": str(model.id)}
    packed = service.embeddings.packed(image, model)
    return Response(packed, media_type="application/octet-stream", headers=headers)


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
    model = _model(service, member)
    found = service.embeddings.scene(image, model).segment(
        points=list(given.points) or None,
        labels=list(given.labels) or None,
        boxes=None if given.box is None else list(given.box),
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


def _model(service: Shared, member: Annotator) -> Model:
    with service.engine.database.reading() as session:
        model = current_model(session, member.project)
    if model is None:
        raise MissingError(f"project '{member.project.name}' has no model in use")
    return model


def _tag(value: str) -> str:
    return f'"{value}"'


def _picture(pixels: object, tag: str, longest: int | None = None) -> Response:
    """Encode RGB pixels anew: what was uploaded is never sent on as it came."""
    picture = Picture.fromarray(pixels)  # type: ignore[arg-type]
    stream = io.BytesIO()
    if longest is None:
        picture.save(stream, "PNG", compress_level=1)
        media = "image/png"
    else:
        picture.thumbnail((longest, longest))
        picture.save(stream, "JPEG", quality=85)
        media = "image/jpeg"
    headers = {"ETag": _tag(tag), "Cache-Control": FOR_EVER}
    return Response(stream.getvalue(), media_type=media, headers=headers)

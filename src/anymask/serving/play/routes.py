"""Routes of the playground: drop an image, ask for masks, find everything, keep files."""

import hashlib
from pathlib import Path as FilePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from anymask.data.formats import FORMATS
from anymask.data.record import MaskRecord
from anymask.engine.shown_images import encode_shown
from anymask.errors import ConfigurationError, InputError, MissingError, ResourceError
from anymask.export.bundle import Bundle
from anymask.geometry import rle
from anymask.inference.options import AutomaticOptions
from anymask.serving.play.everything import Search
from anymask.serving.play.files import mask_file
from anymask.serving.play.pictures import Picture
from anymask.serving.play.playground import Playground
from anymask.serving.tagged import FOR_EVER, OCTETS, send_tagged
from anymask.serving.wire import Candidate, SegmentIn, SegmentOut
from anymask.serving.wire_explore import DecoderOut
from anymask.serving.wire_play import (
    EverythingIn,
    EverythingOut,
    FormatOut,
    FoundMask,
    PlayExportIn,
    PlayImage,
    PlayOut,
)

NO_MODEL = 0
"""The playground has one model, which has no number."""

router = APIRouter(prefix="/play", tags=["play"])


def playground_of(request: Request) -> Playground:
    """Return what the application was made with."""
    playground: Playground = request.app.state.playground
    return playground


Shared = Annotated[Playground, Depends(playground_of)]
PictureId = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
FileName = Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9_.-]+$")]


@router.get("")
def show_playground(play: Shared) -> PlayOut:
    """Tell which model answers, and what can be dropped and kept."""
    formats = [FormatOut.model_validate(form) for form in FORMATS.values()]
    return PlayOut(
        model=FilePath(play.model).name,
        image_side=play.segmenter.sam.image_size,
        largest_bytes=play.limits.largest_bytes,
        most_pixels=play.limits.most_pixels,
        formats=formats,
    )


@router.post("/images", status_code=201)
async def add_image(request: Request, play: Shared) -> PlayImage:
    """Take an image, the file itself as body, and encode it."""
    content = await request.body()
    if not content:
        raise InputError("the request has no body; send the file of an image as body")
    picture = await run_in_threadpool(play.add, content)
    height, width = picture.size
    return PlayImage(id=picture.id, width=width, height=height)


@router.get("/images/{picture_id}/file", response_class=Response)
def send_file(picture_id: PictureId, play: Shared) -> Response:
    """Send the image back as PNG or JPEG, upright, as all coordinates mean it."""
    shown = encode_shown(play.pictures.get(picture_id).content)
    return Response(shown.content, media_type=shown.media, headers={"Cache-Control": FOR_EVER})


@router.get("/images/{picture_id}/embedding", response_class=Response)
def send_embedding(picture_id: PictureId, play: Shared, request: Request) -> Response:
    """Send what the model said about the image: gzipped safetensors, float16."""
    packed = play.pictures.get(picture_id).packed
    tag = hashlib.sha256(packed).hexdigest()
    return send_tagged(request, tag, FOR_EVER, lambda: (packed, OCTETS))


@router.post("/images/{picture_id}/segment")
def segment(picture_id: PictureId, given: SegmentIn, play: Shared) -> SegmentOut:
    """Answer a prompt about one object on the server."""
    picture = play.pictures.get(picture_id)
    found = play.scene(picture).segment(
        points=list(given.points) or None,
        labels=list(given.labels) or None,
        boxes=None if given.box is None else list(given.box),
        masks=None if given.refine_counts is None else rle.decode(_runs(picture, given)),
        multimask=given.multimask,
    )
    masks = [
        Candidate(
            counts=str(rle.to_coco(runs)["counts"]), predicted_iou=score, area=int(rle.area(runs))
        )
        for runs, score in zip(found.rle(), found.scores.tolist(), strict=True)
    ]
    return SegmentOut(model_id=NO_MODEL, masks=masks)


@router.post("/images/{picture_id}/everything", status_code=202)
def start_everything(picture_id: PictureId, given: EverythingIn, play: Shared) -> EverythingOut:
    """Begin to look for everything; ask again how far it is."""
    picture = play.pictures.get(picture_id)
    options = AutomaticOptions.of(
        {
            **play.recommended(),
            "points_per_side": given.points_per_side,
            "min_mask_region_area": given.min_area,
        }
    )
    search = play.searches.start(
        picture.id, picture.content, play.scene(picture), options, fast=given.fast
    )
    return _everything_out(search)


@router.get("/images/{picture_id}/everything")
def show_everything(picture_id: PictureId, play: Shared) -> EverythingOut:
    """Tell how far the search is, and its masks once it is done."""
    picture = play.pictures.get(picture_id)
    return _everything_out(play.searches.find(picture.id))


@router.delete("/images/{picture_id}/everything", status_code=204)
def stop_everything(picture_id: PictureId, play: Shared) -> None:
    """Stop the search."""
    play.searches.stop(play.pictures.get(picture_id).id)


@router.post("/images/{picture_id}/export", response_class=Response)
def export(picture_id: PictureId, given: PlayExportIn, play: Shared) -> Response:
    """Write masks into a file, to be kept and not shown."""
    picture = play.pictures.get(picture_id)
    made = mask_file(picture, given.format, given.masks, given.file_name)
    shown = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return Response(
        made.content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": shown, "Cache-Control": "no-store"},
    )


@router.get("/decoder")
def show_decoder(play: Shared, request: Request) -> DecoderOut:
    """Tell where the decoder lies; 503 says why browsers have to ask here."""
    bundle = _bundle(play)
    files = {
        name: f"{request.url_for('send_decoder_file', name=name).path}?{sha256[:16]}"
        for name, sha256 in bundle.sha256.items()
    }
    return DecoderOut(model_id=NO_MODEL, files=files, **bundle.info())


@router.get("/decoder/{name}", response_class=Response)
def send_decoder_file(name: FileName, play: Shared, request: Request) -> Response:
    """Send a file of the decoder; the same address always holds the same bytes."""
    bundle = _bundle(play)
    if name not in bundle.files:
        raise MissingError(f"the decoder has no file '{name}'")
    tag, content = bundle.sha256[name], bundle.files[name]
    return send_tagged(request, tag, FOR_EVER, lambda: (content, OCTETS))


def _bundle(play: Playground) -> Bundle:
    try:
        return play.bundle()
    except ConfigurationError as error:
        raise ResourceError(f"browsers cannot decode by themselves here: {error}") from error


def _runs(picture: Picture, given: SegmentIn) -> rle.Rle:
    return rle.from_coco({"size": list(picture.size), "counts": given.refine_counts})


def _everything_out(search: Search | None) -> EverythingOut:
    if search is None:
        return EverythingOut(state="none", done=0, total=0, message="", masks=[])
    masks = [] if search.found is None else [_found_mask(each) for each in search.found.records()]
    return EverythingOut(
        state=search.state,  # type: ignore[arg-type]  # one of the words of the model
        done=search.done,
        total=search.total,
        message=search.message,
        masks=masks,
    )


def _found_mask(mask: MaskRecord) -> FoundMask:
    return FoundMask(
        counts=str(rle.to_coco(mask.rle)["counts"]),
        area=mask.area,
        box_xywh=[round(each) for each in mask.box_xywh],
        predicted_iou=mask.predicted_iou or 0.0,
        stability_score=mask.stability_score or 0.0,
        parent=mask.parent,
    )

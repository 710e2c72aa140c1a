"""Routes for browsers that decode by themselves: which files they need, and the files."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from anymask.engine.database.tables import Model
from anymask.engine.decoders import Decoders
from anymask.errors import ConfigurationError, MissingError, ResourceError
from anymask.serving.routes_images import model_in_use
from anymask.serving.service import Annotator, Route, Shared
from anymask.serving.tagged import FOR_EVER, OCTETS, send_tagged
from anymask.serving.wire_explore import DecoderOut

router = APIRouter(route_class=Route, prefix="/projects/{project}", tags=["decoder"])

ModelId = Annotated[int, Path(ge=0, le=2**53)]
FileName = Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9_.-]+$")]


def decoders_of(request: Request) -> Decoders:
    """Return the decoders that the application exports."""
    decoders: Decoders = request.app.state.decoders
    return decoders


Exported = Annotated[Decoders, Depends(decoders_of)]


@router.get("/decoder")
def show_decoder(
    member: Annotator, service: Shared, decoders: Exported, request: Request
) -> DecoderOut:
    """Tell where the decoder of the model in use lies; 503 says why browsers have to ask here."""
    model = model_in_use(service, member)
    try:
        info = decoders.info(model)
    except ConfigurationError as error:
        raise ResourceError(f"browsers cannot decode by themselves here: {error}") from error
    place = {"project": member.project.name, "model_id": model.id}
    files = {
        name: f"{request.url_for('send_decoder_file', **place, name=name).path}?{sha256[:16]}"
        for name, sha256 in info["sha256"].items()
    }
    return DecoderOut(model_id=model.id, files=files, **info)


@router.get("/models/{model_id}/decoder/{name}", response_class=Response)
def send_decoder_file(
    model_id: ModelId,
    name: FileName,
    member: Annotator,
    service: Shared,
    decoders: Exported,
    request: Request,
) -> Response:
    """Send a file of a model's decoder; the same address always holds the same bytes."""
    with service.engine.database.reading() as session:
        model = session.get(Model, model_id)
    if model is None or model.project_id != member.project.id:
        raise MissingError(f"project '{member.project.name}' has no model {model_id}")
    try:
        sha256 = decoders.sha256(model, name)
    except ConfigurationError as error:
        raise ResourceError(f"browsers cannot decode by themselves here: {error}") from error
    return send_tagged(request, sha256, FOR_EVER, lambda: (decoders.file(model, name), OCTETS))

"""Routes for the page that encodes and decodes wholly in the browser: the small model as ONNX.

The model is the one that anymask ships, so everybody may have it. It is exported when it is asked
for first, by one thread, and stays in memory.
"""

import threading
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from anymask.errors import ConfigurationError, MissingError, ResourceError
from anymask.export.bundle import Bundle, decoder_bundle
from anymask.inference.segmenter import load
from anymask.serving.service import Route
from anymask.serving.wire_explore import DecoderOut

MODEL = "tiny"
NO_MODEL = 0
"""It belongs to no project, so it has no number."""
FOR_EVER = "public, max-age=31536000, immutable"

router = APIRouter(route_class=Route, prefix="/device", tags=["device"])


class DeviceModel:
    """The small model with its encoder, exported once for all threads of a process."""

    def __init__(self) -> None:
        self._exporting = threading.Lock()
        self._bundle: Bundle | None = None

    def bundle(self) -> Bundle:
        """Return the files of the model.

        Raises:
            ResourceError: the extra `onnx` is not installed.
        """
        with self._exporting:
            if self._bundle is None:
                try:
                    self._bundle = decoder_bundle(load(MODEL, device="cpu").sam, encoder=True)
                except ConfigurationError as error:
                    raise ResourceError(f"there is no model for browsers here: {error}") from error
            return self._bundle


def device_model_of(request: Request) -> DeviceModel:
    """Return the model that the application exports."""
    model: DeviceModel = request.app.state.device_model
    return model


Exported = Annotated[DeviceModel, Depends(device_model_of)]
FileName = Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9_.-]+$")]


@router.get("")
def show_device_model(model: Exported, request: Request) -> DecoderOut:
    """Tell where the files of the small model lie, its encoder among them."""
    bundle = model.bundle()
    files = {
        name: f"{request.url_for('send_device_file', name=name).path}?{sha256[:16]}"
        for name, sha256 in bundle.sha256.items()
    }
    return DecoderOut(model_id=NO_MODEL, files=files, **bundle.info())


@router.get("/{name}", response_class=Response)
def send_device_file(name: FileName, model: Exported, request: Request) -> Response:
    """Send a file of the small model; the same address always holds the same bytes."""
    bundle = model.bundle()
    if name not in bundle.files:
        raise MissingError(f"the small model has no file '{name}'")
    headers = {"ETag": f'"{bundle.sha256[name]}"', "Cache-Control": FOR_EVER}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(bundle.files[name], media_type="application/octet-stream", headers=headers)

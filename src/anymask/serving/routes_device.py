"""The small model as ONNX beside the pages: for the page that encodes and decodes in the browser.

The addresses are those of a site without a server, where `anymask export onnx --encoder` puts the
files into model/. The model is the one that anymask ships, so everybody may have it. It is exported
when it is asked for first, by one thread, and stays in memory.
"""

import hashlib
import threading
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from anymask.errors import ConfigurationError, MissingError, ResourceError
from anymask.export.apart import bundle_apart
from anymask.export.bundle import Bundle
from anymask.serving.tagged import OCTETS, send_tagged
from anymask.storage.files import json_bytes

MODEL = "tiny"
INFO = "bundle.json"
FOLDER = "/model"

router = APIRouter(prefix=FOLDER, include_in_schema=False)


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
                    self._bundle = bundle_apart(MODEL, encoder=True)
                except ConfigurationError as error:
                    raise ResourceError(f"there is no model for browsers here: {error}") from error
            return self._bundle


def device_model_of(request: Request) -> DeviceModel:
    """Return the model that the application exports."""
    model: DeviceModel = request.app.state.device_model
    return model


Exported = Annotated[DeviceModel, Depends(device_model_of)]
FileName = Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9_.-]+$")]


@router.get("/{name}", response_class=Response)
def send_device_file(name: FileName, model: Exported, request: Request) -> Response:
    """Send a file of the small model, or bundle.json, which says what there is."""
    bundle = model.bundle()
    if name != INFO and name not in bundle.files:
        raise MissingError(f"the small model has no file '{name}'")
    content = json_bytes(bundle.info()) if name == INFO else bundle.files[name]
    media = "application/json" if name == INFO else OCTETS
    tag = hashlib.sha256(content).hexdigest()
    return send_tagged(request, tag, "public, no-cache", lambda: (content, media))

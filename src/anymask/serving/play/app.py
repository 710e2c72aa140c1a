"""The playground as an application: its routes, the pages, the limits, and who may come in."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from anymask import __version__
from anymask.inference.segmenter import Segmenter
from anymask.serving import routes_device
from anymask.serving.app import FAILURES, LOOPBACK, PREFIX, add_health
from anymask.serving.failures import add_failures
from anymask.serving.limits import BodyLimit, SecurityHeaders
from anymask.serving.pages import Pages
from anymask.serving.play import routes
from anymask.serving.play.gate import Gate
from anymask.serving.play.playground import Playground, PlayLimits
from anymask.serving.routes_device import DeviceModel

START = "/play"


def create_playground(
    segmenter: Segmenter,
    model: str,
    *,
    token: str | None = None,
    hosts: Sequence[str] = LOOPBACK,
    limits: PlayLimits | None = None,
) -> FastAPI:
    """Make the application.

    Args:
        segmenter: answers.
        model: what it was loaded from: a name of the catalogue, a file or a folder.
        token: what everybody has to show; None: nothing.
        hosts: names under which browsers may reach the server, see `create_app`.
        limits: how much is taken; None: the usual.
    """
    play = Playground(segmenter, model, limits or PlayLimits())

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        yield
        play.close()

    app = FastAPI(
        title="anymask playground",
        version=__version__,
        summary="Drop a photo and click",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=FAILURES,
        lifespan=running,
    )
    app.state.playground, app.state.device_model = play, DeviceModel()
    api = APIRouter(prefix=PREFIX)
    api.include_router(routes.router)
    add_health(api)
    app.include_router(api)
    app.include_router(routes_device.router)
    add_failures(app)
    app.add_middleware(BodyLimit, largest=play.limits.largest_bytes)
    app.add_middleware(Pages, start=START)
    app.add_middleware(Gate, token=token)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    return app

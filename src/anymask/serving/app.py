"""The application: all routes under `/api/v1` on one open engine, and the pages for browsers.

`create_app` is a factory, so that servers, tests and other programs can mount it.
"""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from anymask import __version__
from anymask.engine.database.schema import Clock, now
from anymask.engine.decoders import Decoders
from anymask.engine.embeddings import Embeddings
from anymask.engine.project import Engine
from anymask.serving import (
    routes_decoder,
    routes_device,
    routes_explore,
    routes_images,
    routes_jobs,
    routes_people,
    routes_projects,
    routes_releases,
    routes_reviews,
    routes_sittings,
    routes_tasks,
    routes_watch,
)
from anymask.serving.failures import add_failures
from anymask.serving.kept import Kept
from anymask.serving.limits import BodyLimit, SecurityHeaders
from anymask.serving.pages import Pages
from anymask.serving.service import Route, Service
from anymask.serving.wire import Failed, Outgoing

PREFIX = "/api/v1"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "testserver")
FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failed} for status in (401, 403, 404, 409, 413, 422, 429, 503)
}


class Health(Outgoing):
    """That the server answers, and with which version."""

    anymask: str


def create_app(
    engine: Engine,
    *,
    hosts: Sequence[str] = LOOPBACK,
    device: str | None = None,
    clock: Clock = now,
) -> FastAPI:
    """Make the application.

    Args:
        engine: to be served; closed by whoever opened it.
        hosts: names under which browsers may reach the server; others are refused, so that a page
            elsewhere cannot point a name of its own at this machine.
        device: where encoders run; None takes the best one there is.
        clock: tells the time.
    """
    app = FastAPI(
        title="anymask",
        version=__version__,
        summary="The data engine: label images together",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=FAILURES,
    )
    app.state.service = Service(engine, Embeddings(engine, device), clock)
    app.state.kept, app.state.decoders = Kept(), Decoders(engine)
    app.state.device_model = routes_device.DeviceModel()
    api = APIRouter(prefix=PREFIX, route_class=Route)
    for module in (
        *(routes_people, routes_projects, routes_images),
        *(routes_sittings, routes_tasks, routes_reviews, routes_jobs, routes_explore),
        *(routes_decoder, routes_watch, routes_releases),
    ):
        api.include_router(module.router)
    add_health(api)
    app.include_router(api)
    app.include_router(routes_device.router)
    add_failures(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Pages)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    return app


def add_health(api: APIRouter) -> None:
    """Let everybody ask whether the server answers."""
    api.add_api_route("/health", _health, methods=["GET"], tags=["server"])


def _health() -> Health:
    """Tell that the server answers."""
    return Health(anymask=__version__)

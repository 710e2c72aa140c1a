"""Errors as answers: one status for each kind, the message that the command line would print."""

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from anymask.engine.masks import StaleError
from anymask.errors import (
    AnymaskError,
    ConflictError,
    ForbiddenError,
    MissingError,
    ResourceError,
)
from anymask.serving.limits import TooManyError
from anymask.serving.service import UnknownPersonError
from anymask.serving.wire import MaskOut, Problem, StaleMask

STATUS: tuple[tuple[type[AnymaskError], int, str], ...] = (
    (UnknownPersonError, 401, "unknown person"),
    (TooManyError, 429, "too many requests"),
    (ForbiddenError, 403, "forbidden"),
    (MissingError, 404, "missing"),
    (ConflictError, 409, "conflict"),
    (ResourceError, 503, "resources"),
    (AnymaskError, 422, "input"),
)
"""The first that fits; the last fits every error of ours."""

RETRY_SECONDS = 2


def add_failures(app: FastAPI) -> None:
    """Let the application answer errors."""
    app.add_exception_handler(AnymaskError, _answer)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(HTTPException, _answer_http)


def failure(
    status: int, kind: str, message: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    """Make the answer to a request that was not done."""
    body = {"error": {"kind": kind, "message": message}}
    return JSONResponse(body, status_code=status, headers=headers)


async def _answer(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AnymaskError)
    if isinstance(error, StaleError):
        problem = Problem(kind="stale", message=str(error))
        stale = StaleMask(error=problem, newest=MaskOut.model_validate(error.newest))
        return JSONResponse(jsonable_encoder(stale), status_code=409)
    status, kind = next((s, k) for of, s, k in STATUS if isinstance(error, of))
    later = {"Retry-After": str(RETRY_SECONDS)} if status in (429, 503) else None
    return failure(status, kind, str(error), later)


async def _answer_invalid(_request: Request, error: Exception) -> JSONResponse:
    """Name the first field that is wrong; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return failure(422, "input", f"{place}: {first['msg'].lower()}")


async def _answer_http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers) if error.headers else None
    kind = {404: "missing", 413: "too large"}.get(error.status_code, "http")
    return failure(error.status_code, kind, str(error.detail).lower(), headers)

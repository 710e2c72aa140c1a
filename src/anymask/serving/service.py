"""What the routes share: the open engine, its embeddings, the clock; and who is asking.

`Needs` is the one way in which a route says who may call it; `Route` writes it into the OpenAPI
document, from which the tests make their matrix.
"""

import hmac
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.accounts import Person, find_person
from anymask.engine.database.schema import Clock
from anymask.engine.database.tables import Image, Project
from anymask.engine.embeddings import Embeddings
from anymask.engine.project import Engine
from anymask.errors import AnymaskError, ForbiddenError, MissingError
from anymask.serving.wire import PLAIN

SESSION_COOKIE, CSRF_COOKIE, CSRF_HEADER = "anymask_session", "anymask_csrf", "x-csrf-token"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
BEARER = "bearer "
PUBLIC, ANYBODY = "public", "anybody"
"""Roles of routes outside of projects: no token needed, or any token."""


class UnknownPersonError(AnymaskError):
    """Nobody has shown a valid token."""


@dataclass(frozen=True)
class Service:
    """What the routes share."""

    engine: Engine
    embeddings: Embeddings
    clock: Clock


@dataclass(frozen=True)
class Member:
    """Somebody who may do what a route does, in the project of its address."""

    person: Person
    project: Project


def service_of(request: Request) -> Service:
    """Return what the application was made with."""
    service: Service = request.app.state.service
    return service


Shared = Annotated[Service, Depends(service_of)]


def somebody(request: Request, service: Shared) -> Person:
    """Find who is asking, by the token of the header or of the cookie.

    Raises:
        UnknownPersonError: there is no valid token.
        ForbiddenError: a cookie came without proof that our own page sent it.
    """
    secret = _secret(request)
    with service.engine.database.reading() as session:
        return _known(session, secret, service.clock)


Somebody = Annotated[Person, Depends(somebody)]


class Needs:
    """A dependency: somebody with at least this role in the project of the address."""

    def __init__(self, role: str) -> None:
        self.role = role

    def __call__(
        self,
        request: Request,
        service: Shared,
        project: Annotated[str, Path(max_length=200, pattern=PLAIN)],
    ) -> Member:
        """Find who is asking, and the project among theirs.

        Raises:
            UnknownPersonError: as `somebody`.
            MissingError: there is no such project, or the person has no role in it.
            ForbiddenError: as `somebody`; or the role is not enough.
        """
        secret = _secret(request)
        with service.engine.database.reading() as session:
            person = _known(session, secret, service.clock)
            found = session.scalar(select(Project).where(Project.name == project))
        if found is None or found.id not in person.roles:
            raise MissingError(f"there is no project '{project}' that you work in")
        if not person.may(self.role, found.id):
            raise ForbiddenError(
                f"this needs the role '{self.role}' in '{project}', you are "
                f"'{person.roles[found.id]}'; ask an admin of the project"
            )
        return Member(person, found)


Annotator = Annotated[Member, Depends(Needs("annotator"))]
Reviewer = Annotated[Member, Depends(Needs("reviewer"))]
Admin = Annotated[Member, Depends(Needs("admin"))]


def find_image(service: Service, project: Project, image_id: int) -> Image:
    """Return an image of a project.

    Raises:
        MissingError: the project has none of that number.
    """
    with service.engine.database.reading() as session:
        image = session.get(Image, image_id)
    if image is None or image.project_id != project.id:
        raise MissingError(f"project '{project.name}' has no image {image_id}")
    return image


class Route(APIRoute):
    """A route whose description says who may call it: `x-role`."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        calls = _calls(self.dependant)
        needed = [call.role for call in calls if isinstance(call, Needs)]
        role = needed[0] if needed else ANYBODY if somebody in calls else PUBLIC
        self.openapi_extra = {**(self.openapi_extra or {}), "x-role": role}


def _calls(dependant: Dependant) -> list[object]:
    """List everything that a route depends on."""
    inner = [call for one in dependant.dependencies for call in _calls(one)]
    return [dependant.call, *inner]


def _secret(request: Request) -> str:
    """Return the token of the header or of the cookie; empty: there is none."""
    header = request.headers.get("authorization", "")
    if header[: len(BEARER)].lower() == BEARER:
        return header[len(BEARER) :].strip()
    secret = request.cookies.get(SESSION_COOKIE, "")
    if secret:
        _require_own_page(request)
    return secret


def _known(session: Session, secret: str, clock: Clock) -> Person:
    """Find who a token belongs to; raises UnknownPersonError."""
    person = find_person(session, secret, clock) if secret else None
    if person is None:
        raise UnknownPersonError("show a valid token: Authorization: Bearer ..., or log in")
    return person


def _require_own_page(request: Request) -> None:
    """A browser sends cookies for anybody's page; only ours can read the second one."""
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("origin")
    sent, kept = request.headers.get(CSRF_HEADER, ""), request.cookies.get(CSRF_COOKIE, "")
    own = origin is None or origin.split("://")[-1] == request.headers.get("host")
    if not (own and kept and hmac.compare_digest(sent, kept)):
        raise ForbiddenError("the request did not come from a page of this server; load it again")

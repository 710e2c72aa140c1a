"""Routes about people: logging in, who am I, and who works in a project."""

import secrets

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.accounts import (
    add_account,
    check_password,
    find_account,
    grant,
    make_token,
    revoke_token,
    roles_of,
)
from anymask.engine.database.people import Membership
from anymask.engine.database.tables import Account, Project
from anymask.serving.limits import Attempts
from anymask.serving.service import (
    CSRF_COOKIE,
    SESSION_COOKIE,
    Admin,
    Route,
    Shared,
    Somebody,
    UnknownPersonError,
)
from anymask.serving.wire import Login, Me, NewPerson, PersonIn, PersonOut, RoleIn

SESSION_SECONDS = 12 * 3600
LOGINS = Attempts(most=10, seconds=60)

router = APIRouter(route_class=Route, tags=["people"])


@router.post("/session")
def log_in(given: Login, request: Request, response: Response, service: Shared) -> Me:
    """Log in with a password; the answer sets the cookies of a session."""
    address = request.client.host if request.client else ""
    LOGINS.note(f"{address} {given.name}")

    def work(session: Session) -> tuple[Me, str]:
        account = check_password(session, given.name, given.password)
        if account is None:
            raise UnknownPersonError("name or password is wrong; try again, or ask an admin")
        secret = make_token(session, account, "browser", SESSION_SECONDS, service.clock)
        return Me(id=account.id, name=account.name, roles=roles_of(session, account)), secret

    person, secret = service.engine.database.write(work)
    common = {"max_age": SESSION_SECONDS, "samesite": "lax", "path": "/"}
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION_COOKIE, secret, httponly=True, secure=secure, **common)  # type: ignore[arg-type]
    response.set_cookie(CSRF_COOKIE, secrets.token_urlsafe(32), secure=secure, **common)  # type: ignore[arg-type]
    return person


@router.delete("/session", status_code=204)
def log_out(_person: Somebody, request: Request, response: Response, service: Shared) -> None:
    """End the session of the cookie."""
    secret = request.cookies.get(SESSION_COOKIE, "")
    service.engine.database.write(lambda session: revoke_token(session, secret, service.clock))
    for name in (SESSION_COOKIE, CSRF_COOKIE):
        response.delete_cookie(name)


@router.get("/me")
def who_am_i(person: Somebody) -> Me:
    """Tell who the token belongs to, and the roles."""
    return Me(id=person.account_id, name=person.name, roles=person.roles)


@router.get("/projects/{project}/people")
def list_people(member: Admin, service: Shared) -> list[PersonOut]:
    """List everybody who works in the project."""
    with service.engine.database.reading() as session:
        chosen = select(Account, Membership.role).join(Membership)
        rows = session.execute(chosen.where(Membership.project_id == member.project.id)).all()
    return [PersonOut(id=account.id, name=account.name, role=role) for account, role in rows]


@router.post("/projects/{project}/people", status_code=201)
def add_person(given: PersonIn, member: Admin, service: Shared) -> NewPerson:
    """Make an account with a role in the project and a token."""

    def work(session: Session) -> tuple[Account, str]:
        account = add_account(session, given.name, given.password, service.clock)
        project = session.get_one(Project, member.project.id)
        grant(session, project, account, given.role, by=member.person.account_id)
        return account, make_token(session, account, "made by an admin", clock=service.clock)

    account, secret = service.engine.database.write(work)
    return NewPerson(
        person=PersonOut(id=account.id, name=account.name, role=given.role), token=secret
    )


@router.put("/projects/{project}/people")
def change_role(given: RoleIn, member: Admin, service: Shared) -> PersonOut:
    """Give an account that exists a role in the project, such as one of another project.

    It gets no token and no password: whoever has the account shows what they have.
    """

    def work(session: Session) -> Account:
        account = find_account(session, given.name)
        project = session.get_one(Project, member.project.id)
        grant(session, project, account, given.role, by=member.person.account_id)
        return account

    account = service.engine.database.write(work)
    return PersonOut(id=account.id, name=account.name, role=given.role)

"""Who may do what: accounts, their roles in projects, and the tokens that prove who they are.

Passwords are kept as argon2 hashes, tokens as SHA-256 of 256 random bits. Every change is a line in
the audit log.
"""

import hashlib
import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.audit import note
from anymask.engine.database.people import ADMIN, ROLES, Membership
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Account, Project, Token
from anymask.errors import (
    ConfigurationError,
    ConflictError,
    InputError,
    MissingError,
    did_you_mean,
)

LONGEST_NAME = 100
SHORTEST_PASSWORD = 10
TOKEN_BYTES = 32
TOKEN_PREFIX = "anymask_"

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")
"""Checked for unknown names, so that answers to them take as long."""


@dataclass(frozen=True)
class Person:
    """Somebody who has shown a valid token.

    Attributes:
        account_id, name: of the account.
        roles: role by project.
    """

    account_id: int
    name: str
    roles: dict[int, str]

    def may(self, role: str, project_id: int) -> bool:
        """Say whether this person has at least a role in a project."""
        own = self.roles.get(project_id)
        return own is not None and ROLES.index(own) >= ROLES.index(role)


def add_account(
    session: Session, name: str, password: str | None = None, clock: Clock = now
) -> Account:
    """Make an account.

    Raises:
        InputError: the name is empty, too long or taken, or the password too short.
    """
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(f"{name!r} is no name of an account; use 1 to {LONGEST_NAME} characters")
    if session.scalar(select(Account.id).where(Account.name == name)) is not None:
        raise InputError(f"an account '{name}' exists already; choose another name")
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise InputError(f"a password has at least {SHORTEST_PASSWORD} characters")
    hashed = None if password is None else _HASHER.hash(password)
    account = Account(name=name, password_hash=hashed, created_ms=clock())
    session.add(account)
    session.flush()
    note(session, None, account.id, "account made", name, clock=clock)
    return account


def find_account(session: Session, name: str) -> Account:
    """Return the account of a name.

    Raises:
        MissingError: there is none.
    """
    account = session.scalar(select(Account).where(Account.name == name))
    if account is None:
        raise MissingError(f"there is no account '{name}'; make one, or look at the spelling")
    return account


def grant(session: Session, project: Project, account: Account, role: str, by: int | None) -> None:
    """Give an account a role in a project, in place of the one it has.

    Raises:
        ConfigurationError: there is no such role.
        ConflictError: the project would be left without an admin.
    """
    if role not in ROLES:
        raise ConfigurationError(f"there is no role '{role}'; {did_you_mean(role, ROLES)}")
    if role != ADMIN:
        _require_other_admin(session, project, account)
    key = {"project_id": project.id, "account_id": account.id}
    session.merge(Membership(**key, role=role))
    note(session, project.id, by, "role given", account.name, role=role)


def make_token(
    session: Session,
    account: Account,
    label: str,
    lifetime_seconds: float | None = None,
    clock: Clock = now,
) -> str:
    """Make a token and return it; it is not kept and cannot be shown again."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    expires = None if lifetime_seconds is None else clock() + round(1000 * lifetime_seconds)
    session.add(
        Token(
            account_id=account.id,
            secret_hash=_hash(secret),
            label=label,
            created_ms=clock(),
            expires_ms=expires,
        )
    )
    note(session, None, account.id, "token made", label, clock=clock)
    return secret


def find_person(session: Session, secret: str, clock: Clock = now) -> Person | None:
    """Find who a token belongs to; None where it is unknown, expired or revoked."""
    row = session.execute(
        select(Token, Account).join(Account).where(Token.secret_hash == _hash(secret))
    ).one_or_none()
    if row is None:
        return None
    token, account = row
    expired = token.expires_ms is not None and token.expires_ms <= clock()
    if expired or token.revoked_ms is not None or account.disabled_ms is not None:
        return None
    return Person(account.id, account.name, roles_of(session, account))


def roles_of(session: Session, account: Account) -> dict[int, str]:
    """Return the roles of an account by project."""
    chosen = select(Membership).where(Membership.account_id == account.id)
    return {each.project_id: each.role for each in session.scalars(chosen)}


def check_password(session: Session, name: str, password: str) -> Account | None:
    """Return the account of a name if the password is right, otherwise None."""
    account = session.scalar(select(Account).where(Account.name == name))
    hashed = account.password_hash if account is not None else None
    try:
        _HASHER.verify(hashed or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    if account is None or hashed is None or account.disabled_ms is not None:
        return None
    return account


def revoke_token(session: Session, secret: str, clock: Clock = now) -> bool:
    """End a token; return whether there was one."""
    token = session.scalar(select(Token).where(Token.secret_hash == _hash(secret)))
    if token is None:
        return False
    token.revoked_ms = clock()
    note(session, None, token.account_id, "token revoked", token.label, clock=clock)
    return True


def _require_other_admin(session: Session, project: Project, account: Account) -> None:
    """Two admins who take the role from each other at once wait for each other here."""
    session.scalar(select(Project.id).where(Project.id == project.id).with_for_update())
    chosen = select(Membership.account_id).where(
        Membership.project_id == project.id, Membership.role == ADMIN
    )
    if set(session.scalars(chosen)) == {account.id}:
        raise ConflictError(
            f"'{account.name}' is the only admin of '{project.name}'; make somebody else one first"
        )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

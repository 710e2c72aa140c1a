"""Tables of projects and the people who work in them.

A person has one account and a role in each project; programs and browsers show a token, of which
only the hash is kept.
"""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from anymask.engine.database.schema import Base, Hash, Json, Key, Milliseconds, Name, Word

ANNOTATOR, REVIEWER, ADMIN = "annotator", "reviewer", "admin"
ROLES = (ANNOTATOR, REVIEWER, ADMIN)
"""Each may do what the ones before it may."""


class Project(Base):
    """One body of images with its people, masks and models."""

    __tablename__ = "project"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    stage: Mapped[Word]
    model_id: Mapped[int | None]  # the promoted model; None: the one that the settings name
    options: Mapped[Json]
    created_ms: Mapped[Milliseconds]


class Account(Base):
    """A person, or a program such as a simulated annotator."""

    __tablename__ = "account"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    password_hash: Mapped[Name | None]  # argon2; None: tokens only
    created_ms: Mapped[Milliseconds]
    disabled_ms: Mapped[Milliseconds | None]


class Token(Base):
    """A secret by which an account is known; it is shown once and kept as its hash."""

    __tablename__ = "token"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    secret_hash: Mapped[Hash] = mapped_column(unique=True)
    label: Mapped[Name]
    created_ms: Mapped[Milliseconds]
    expires_ms: Mapped[Milliseconds | None]
    revoked_ms: Mapped[Milliseconds | None]


class Membership(Base):
    """The role of an account in a project."""

    __tablename__ = "membership"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[Word]


class Event(Base):
    """A line of the audit log: who did what, when. Lines are added, never changed."""

    __tablename__ = "event"

    id: Mapped[Key]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[Word]
    subject: Mapped[Name]
    detail: Mapped[Json]
    created_ms: Mapped[Milliseconds]

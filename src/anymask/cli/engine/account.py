"""`anymask engine account` and `token`: who may work in a project, and how programs show it."""

from typing import TYPE_CHECKING, Annotated

import typer

from anymask.cli.console import answer, say
from anymask.cli.engine.opening import Opened, open_project
from anymask.cli.engine.options import Folder, ProjectName

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Name = Annotated[str, typer.Argument(help="Of the account.")]
SECONDS_PER_DAY = 86_400


def account(
    folder: Folder,
    name: Name,
    role: Annotated[
        str, typer.Option("--role", help="In the project: annotator, reviewer or admin.")
    ] = "annotator",
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a password, for the login in a browser.")
    ] = False,
    project: ProjectName = None,
) -> None:
    """Make an account, or give one that exists another role in the project."""
    with open_project(folder, project) as opened:
        made = _enter(opened, name, role, _ask_for_password() if password else None)
    answer(f"'{name}' is {role} in '{opened.project.name}'")
    if made and not password:
        say(f"it has no password; make a token with: anymask engine token {folder} {name}")


def token(
    folder: Folder,
    name: Name,
    days: Annotated[
        float | None, typer.Option("--days", min=0, help="It is valid for; by default for ever.")
    ] = None,
    project: ProjectName = None,
) -> None:
    """Make a token for an account and print it, once: only its hash is kept."""
    with open_project(folder, project) as opened:
        from anymask.engine.accounts import find_account, make_token

        seconds = None if days is None else days * SECONDS_PER_DAY

        def work(session: "Session") -> str:
            return make_token(session, find_account(session, name), "made by engine token", seconds)

        secret = opened.engine.database.write(work)
    answer(secret)


def _ask_for_password() -> str:
    secret: str = typer.prompt("password", hide_input=True, confirmation_prompt=True, err=True)
    return secret


def _enter(opened: Opened, name: str, role: str, password: str | None) -> bool:
    """Make an account where there is none, and give it a role; say whether it was made."""
    from sqlalchemy import select

    from anymask.engine.accounts import add_account, grant
    from anymask.engine.database.tables import Account, Project

    def work(session: "Session") -> bool:
        found = session.scalar(select(Account).where(Account.name == name))
        known = found or add_account(session, name, password)
        grant(session, session.get_one(Project, opened.project.id), known, role, by=None)
        return found is None

    return opened.engine.database.write(work)

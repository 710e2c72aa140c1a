"""The audit log: who did what, when. Everything that changes a project adds a line."""

from typing import Any

from sqlalchemy.orm import Session

from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Event

LONGEST_SUBJECT = 200


def note(
    session: Session,
    project_id: int | None,
    account_id: int | None,
    kind: str,
    subject: str,
    *,
    clock: Clock = now,
    **detail: Any,
) -> None:
    """Add a line, in the transaction of what it tells about.

    Args:
        session: of that transaction.
        project_id: of the project, or None for what concerns all.
        account_id: who did it; None for the engine itself.
        kind: what was done, in a few words.
        subject: to what.
        detail: JSON values.
    """
    session.add(
        Event(
            project_id=project_id,
            account_id=account_id,
            kind=kind,
            subject=subject[:LONGEST_SUBJECT],
            detail=detail,
            created_ms=clock(),
        )
    )

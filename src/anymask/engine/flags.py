"""Flags: somebody says that an image is faulty, and nobody gets it until somebody has looked.

Who resolves a flag either puts the image back or confirms that it is faulty; then it stays out of
the work and of the data set, with its masks.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.audit import note
from anymask.engine.database.pictures import FAULTY, READY
from anymask.engine.database.schema import Clock, now
from anymask.engine.database.tables import Flag, Image
from anymask.errors import InputError, MissingError

LONGEST_REASON = 2_000


def flag_image(
    session: Session, image: Image, account_id: int, reason: str, clock: Clock = now
) -> Flag:
    """Say that an image is faulty. The same reason by the same person is one flag.

    Args:
        session: of a transaction that writes.
        image: read in it.
        account_id: who says so.
        reason: such as "unreadable" or "shows a licence plate".
        clock: tells the time.

    Raises:
        InputError: there is no reason, or it is too long.
    """
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON or "\0" in reason:
        raise InputError(
            f"say what is wrong with the image in 1 to {LONGEST_REASON} characters, without NUL"
        )
    session.refresh(image, with_for_update=True)  # one decision at a time
    same = select(Flag).where(
        Flag.image_id == image.id,
        Flag.account_id == account_id,
        Flag.reason == reason,
        Flag.resolved_ms.is_(None),
    )
    flag = session.scalars(same).first()
    if flag is None:
        flag = Flag(image_id=image.id, account_id=account_id, reason=reason, created_ms=clock())
        session.add(flag)
        note(session, image.project_id, account_id, "image flagged", image.name, clock=clock)
    image.state = FAULTY
    session.flush()
    return flag


def list_flags(session: Session, project_id: int, *, resolved: bool | None = None) -> list[Flag]:
    """List flags, the oldest first.

    Args:
        session: that reads.
        project_id: of the project.
        resolved: only those that are, or are not; None: all.
    """
    chosen = select(Flag).join(Image).where(Image.project_id == project_id)
    if resolved is not None:
        done = Flag.resolved_ms
        chosen = chosen.where(done.is_not(None) if resolved else done.is_(None))
    return list(session.scalars(chosen.order_by(Flag.id)))


def resolve_flag(
    session: Session,
    project_id: int,
    flag_id: int,
    by: int,
    *,
    faulty: bool,
    clock: Clock = now,
) -> Flag:
    """Decide about a flag; decided again, the last decision counts.

    An image that is not faulty goes back to work once none of its flags is open.

    Raises:
        MissingError: the project has no such flag.
    """
    flag = session.get(Flag, flag_id)
    image = None if flag is None else session.get_one(Image, flag.image_id)
    if flag is None or image is None or image.project_id != project_id:
        raise MissingError(f"there is no flag {flag_id}")
    session.refresh(image, with_for_update=True)  # one decision at a time
    flag.resolved_ms = clock()
    session.flush()
    open_ones = select(Flag.id).where(Flag.image_id == image.id, Flag.resolved_ms.is_(None))
    waits = session.scalars(open_ones).first() is not None
    image.state = FAULTY if faulty or waits else READY
    decision = "image is faulty" if faulty else "image is not faulty"
    note(session, project_id, by, decision, image.name, clock=clock, flag=flag_id)
    return flag

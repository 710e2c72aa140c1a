"""Several people at once: changes of others are shown, sessions end, reviewers judge."""

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from anymask.engine.database.tables import Image, Mask, Token, Verdict
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.reviews import REVIEW
from anymask.engine.tasks import open_task


def rename(session: Session, name: str) -> None:
    """Let somebody else name the only mask."""
    mask = session.scalars(select(Mask)).one()
    image = session.get_one(Image, mask.image_id)
    given = MaskInput(mask.id, uuid4(), mask.version, mask.rle, category=name)
    save_mask(session, image, given, Author(mask.stage))


def name_the_first(desk, name: str) -> None:
    """Give the first object a name."""
    desk.objects.first.get_by_role("button").first.click()
    desk.press("r")
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type(name)
    desk.page.keyboard.press("Enter")


def test_a_change_that_somebody_else_has_overtaken_is_shown_beside_theirs(
    desk, office, watched, shoot
) -> None:
    watched.allowed = ("409",)
    desk.label(desk.DISC)
    desk.saved()
    office.write(lambda session: rename(session, "theirs"))
    name_the_first(desk, "mine")
    expect(desk.status).to_have_attribute("data-status", "conflict")
    dialog = desk.page.get_by_role("dialog")
    if not dialog.is_visible():
        desk.status.click()
    expect(dialog.get_by_role("region", name="Theirs")).to_contain_text("theirs")
    expect(dialog.get_by_role("region", name="Yours")).to_contain_text("mine")
    shoot(desk.page, "conflict")
    dialog.get_by_role("button", name="Keep yours").click()
    desk.saved()
    with office.engine.database.reading() as session:
        mask = session.scalars(select(Mask)).one()
    assert (mask.category, mask.version) == ("mine", 3)


def test_a_session_that_ends_loses_nothing(desk, office, watched) -> None:
    watched.allowed = ("401",)
    desk.label(desk.DISC)
    desk.saved()
    office.write(lambda session: session.execute(update(Token).values(revoked_ms=1)))
    desk.label(desk.SQUARE)
    dialog = desk.page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill("correct horse battery")
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    desk.saved()
    with office.engine.database.reading() as session:
        assert len(session.scalars(select(Mask)).all()) == 2


def test_a_reviewer_accepts_and_rejects(
    desk, office, open_page: Callable[..., Page], shoot
) -> None:
    desk.label(desk.DISC)
    desk.label(desk.SQUARE)
    desk.saved()
    desk.page.get_by_role("button", name="Finish").click()
    expect(desk.objects).to_have_count(0)

    def ask(session: Session) -> None:
        image = session.get_one(Image, session.scalars(select(Mask.image_id)).first())
        open_task(session, office.project, image, kind=REVIEW)

    office.write(ask)
    page = open_page("/p/zoo/review", "rev")
    judged = page.get_by_text("0 of 2 judged")
    judged.wait_for()
    shoot(page, "review")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("1 of 2 judged").wait_for()
    page.get_by_role("button", name="Reject").click()
    page.get_by_text("2 of 2 judged").wait_for()
    page.get_by_role("button", name="Finish").click()
    page.get_by_text("No review waits for you").wait_for()
    with office.engine.database.reading() as session:
        verdicts = sorted(each.verdict for each in session.scalars(select(Verdict)))
        states = sorted(each.state for each in session.scalars(select(Mask)))
    assert verdicts == ["accept", "reject"]
    assert states == ["kept", "rejected"]

"""Every key of the annotation page does what the sheet of keys says.

The keys are read from the page's own table; each action has a check here, and one without a check,
or a check without an action, fails.
"""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
import torch
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from anymask.engine.database.masks import IMPORT
from anymask.engine.database.tables import Image, Mask
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.stages import ASSISTED
from anymask.engine.tasks import open_task
from anymask.geometry import rle

TABLE = Path(__file__).parents[2] / "web/src/state/actions.ts"
ROW = re.compile(r"^  (\w+): (?:action|annotating|atCursor)\((.*)\),$", re.MULTILINE)
TOOLS = ("prompt", "scribble", "brush", "eraser", "polygon", "knife", "select")
NAMES = tuple(f"name {number}" for number in range(1, 10))


def keys_of_actions() -> dict[str, tuple[str, list[str]]]:
    """The label and the keys of each action."""
    found = {}
    for name, rest in ROW.findall(TABLE.read_text("utf-8")):
        words = re.findall(r'"([^"]*)"', rest)
        at_cursor = words[0] not in (
            "Object",
            "Tools",
            "Edit",
            "Objects",
            "View",
            "Image",
            "Review",
        )
        label, *keys = words if at_cursor else words[1:]
        found[name] = label, [key.replace("Ctrl", "Control") for key in keys]
    return found


def snake_case(name: str) -> str:
    """The name of an action as Python writes names."""
    return re.sub("([A-Z])", r"_\1", name).lower()


ACTIONS = keys_of_actions()
REVIEW = {"acceptMask", "rejectMask", "fixMask", "nextOpen"}


class Checks:
    """One check an action; each leaves three objects as it found them, and none selected."""

    def __init__(self, desk) -> None:
        self.desk, self.page = desk, desk.page

    def press(self, action: str, key: str | None = None) -> None:
        """Press a key of an action."""
        self.desk.press(key or ACTIONS[action][1][0])

    def select(self, *places: int) -> None:
        """Select objects by their place in the list."""
        self.press("cancel")
        for number, place in enumerate(places):
            row = self.desk.objects.nth(place).get_by_role("button").first
            row.click(modifiers=["Control"] if number else [])
            expect(row).to_have_attribute("aria-pressed", "true")

    def chosen(self) -> int:
        """How many objects are selected."""
        rows = self.desk.objects.locator('.objects-name[aria-pressed="true"]')
        return rows.count()

    def shown(self, label: str) -> str:
        """The value of a slider of the view."""
        row = self.page.get_by_role("region", name="View").locator("label", has_text=label)
        return row.locator("output").inner_text()

    def changes(self, key: str, read: Callable[[], object]) -> None:
        """Press a key that changes something."""
        before = read()
        self.desk.press(key)
        self.page.wait_for_timeout(200)
        assert read() != before, key

    def scale(self) -> str:
        """How large the image is shown."""
        return self.page.get_by_text(re.compile(r"^\d+ %$")).last.inner_text()

    def count(self, number: int) -> None:
        """Wait for so many objects."""
        expect(self.desk.objects).to_have_count(number)

    def check(self, action: str, key: str) -> None:
        """See that a key does what it is for."""
        if action in TOOLS:
            self.press(action, key)
            label = ACTIONS[action][0]
            button = self.page.get_by_role("toolbar", name="Tools").get_by_label(label, exact=True)
            expect(button).to_have_attribute("aria-pressed", "true")
            self.press("prompt")
        elif action.startswith("label"):
            self.select(0)
            self.press(action, key)
            expect(self.desk.objects.nth(0)).to_contain_text(NAMES[int(action[5:]) - 1])
        else:
            getattr(self, f"check_{snake_case(action)}")(key)

    def check_accept(self, key: str) -> None:
        self.desk.click((440, 330))
        self.desk.press(key)
        self.count(4)
        self.press("undo")
        self.count(3)

    def check_cancel(self, key: str) -> None:
        self.select(0)
        self.desk.press(key)
        assert self.chosen() == 0

    def check_last_click(self, key: str) -> None:
        self.desk.click((440, 330))
        self.desk.press(key)
        expect(self.page.get_by_role("button", name="Accept")).to_be_hidden()

    def check_cycle(self, key: str) -> None:
        self.desk.click((440, 330))
        answers = self.page.get_by_role("radio")
        before = [each.get_attribute("aria-checked") for each in answers.all()]
        self.desk.press(key)
        self.page.wait_for_timeout(200)
        assert [each.get_attribute("aria-checked") for each in answers.all()] != before
        self.press("cancel")

    check_cycle_back = check_cycle

    def check_hover(self, key: str) -> None:
        button = self.page.get_by_label(ACTIONS["hover"][0], exact=True)
        self.changes(key, lambda: button.get_attribute("aria-pressed"))
        self.desk.press(key)

    def check_click(self, key: str) -> None:
        self.desk.press("ArrowRight", key)
        expect(self.page.get_by_role("button", name="Accept")).to_be_enabled()
        self.desk.press("Escape", "Escape")

    def check_click_out(self, key: str) -> None:
        self.desk.click((440, 330))
        self.desk.press("ArrowRight", key)
        expect(self.page.get_by_role("group", name="The object in work")).to_contain_text(
            "New object"
        )
        self.desk.press("Escape", "Escape")

    def check_smaller(self, key: str) -> None:
        self.press("brush")
        self.changes(key, lambda: self.shown("Brush"))
        self.press("prompt")

    check_larger = check_smaller

    def check_undo(self, key: str) -> None:
        self.select(0)
        self.press("remove")
        self.count(2)
        self.desk.press(key)
        self.count(3)

    def check_redo(self, key: str) -> None:
        self.select(0)
        self.press("remove")
        self.press("undo")
        self.count(3)
        self.desk.press(key)
        self.count(2)
        self.press("undo")
        self.count(3)

    def check_edit(self, key: str) -> None:
        self.select(0)
        self.desk.press(key)
        expect(self.page.get_by_role("group", name="The object in work")).to_contain_text("Editing")
        self.press("cancel")

    def check_remove(self, key: str) -> None:
        self.select(0)
        self.desk.press(key)
        self.count(2)
        self.press("undo")
        self.count(3)

    def check_merge(self, key: str) -> None:
        self.select(0, 1)
        self.desk.press(key)
        self.count(2)
        self.press("undo")
        self.count(3)

    def check_split(self, key: str) -> None:
        self.select(0, 1)
        self.press("merge")
        self.count(2)
        self.desk.press(key)
        self.count(3)
        self.desk.press("Control+z", "Control+z")
        self.count(3)

    def said(self, key: str) -> None:
        """Press a key that is answered in words."""
        self.select(0)
        self.changes(key, self.page.locator(".announcer span").inner_text)
        self.press("cancel")

    check_subtract = check_carve = check_fill = said

    def check_rename(self, key: str) -> None:
        self.select(0)
        self.desk.press(key)
        expect(self.page.get_by_label(re.compile("^Name of "))).to_be_focused()
        self.page.keyboard.press("Escape")

    def check_next_object(self, key: str) -> None:
        self.press("cancel")
        self.desk.press(key)
        assert self.chosen() == 1

    check_previous_object = check_next_object

    def check_select_all(self, key: str) -> None:
        self.desk.press(key)
        assert self.chosen() == 3

    def check_search(self, key: str) -> None:
        self.desk.press(key)
        expect(self.page.locator("#object-search")).to_be_focused()

    def check_hide(self, key: str) -> None:
        self.select(0)
        self.desk.press(key)
        expect(self.desk.objects.nth(0)).to_have_class(re.compile("is-hidden"))
        self.desk.press(key)

    def check_hide_others(self, key: str) -> None:
        self.select(0)
        self.desk.press(key)
        expect(self.desk.objects.nth(1)).to_have_class(re.compile("is-hidden"))
        self.desk.press(key)

    def check_lock(self, key: str) -> None:
        self.select(0)
        name = self.desk.objects.nth(0).locator(".objects-name")
        self.changes(key, lambda: name.get_attribute("aria-label"))
        self.desk.press(key)

    def check_zoom_in(self, key: str) -> None:
        self.changes(key, self.scale)
        self.press("fit")

    check_zoom_out = check_zoom_in

    def check_fit(self, key: str) -> None:
        self.press("zoomIn")
        self.changes(key, self.scale)

    def check_zoom_to(self, key: str) -> None:
        self.select(0)
        self.changes(key, self.scale)
        self.press("fit")

    def check_opacity(self, key: str) -> None:
        self.changes(key, lambda: self.shown("Masks"))

    def check_brighter(self, key: str) -> None:
        self.changes(key, lambda: self.shown("Brightness"))

    check_darker = check_brighter

    def check_more_contrast(self, key: str) -> None:
        self.changes(key, lambda: self.shown("Contrast"))

    check_less_contrast = check_more_contrast

    def check_plain(self, key: str) -> None:
        self.press("brighter")
        self.changes(key, lambda: self.shown("Brightness"))

    def check_theme(self, key: str) -> None:
        self.changes(key, lambda: self.page.evaluate("document.documentElement.dataset.theme"))

    def dialog(self, key: str) -> None:
        """Press a key that opens a dialog, and close it."""
        self.desk.press(key)
        expect(self.page.get_by_role("dialog")).to_be_visible()
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("dialog")).to_be_hidden()

    check_sheet = check_statistics = check_skip = check_flag = dialog

    def check_next(self, key: str) -> None:
        title = self.page.get_by_role("heading", level=1)
        before = title.inner_text()
        self.desk.press(key)
        expect(title).not_to_have_text(before)
        self.desk.wait()
        self.press("previous")
        expect(title).to_have_text(before)
        self.desk.wait()
        self.count(3)

    def check_previous(self, key: str) -> None:
        title = self.page.get_by_role("heading", level=1)
        before = title.inner_text()
        self.press("next")
        expect(title).not_to_have_text(before)
        self.desk.wait()
        self.desk.press(key)
        expect(title).to_have_text(before)
        self.desk.wait()
        self.count(3)


@pytest.fixture
def names(office) -> None:
    """Nine names in use, the first one most used, on the last image."""

    def work(session: Session) -> None:
        image = session.scalars(select(Image).order_by(Image.id.desc())).first()
        for place, name in enumerate(NAMES):
            for number in range(len(NAMES) - place):
                pixels = torch.zeros(1, image.height, image.width, dtype=torch.bool)
                pixels[0, 10 * place : 10 * place + 5, 10 * number : 10 * number + 5] = True
                counts = str(rle.to_coco(rle.encode(pixels)[0])["counts"])
                given = MaskInput(uuid4(), uuid4(), 0, counts, category=name)
                save_mask(session, image, given, Author(ASSISTED.name, IMPORT))

    office.write(work)


def test_every_key_does_what_it_is_for(names, desk) -> None:
    checks = Checks(desk)
    for point in (desk.DISC, desk.SQUARE, desk.EGG):
        desk.label(point)
    expect(desk.page.get_by_role("group", name="Names in use")).to_contain_text(NAMES[8])
    for action, (_, keys) in ACTIONS.items():
        for key in keys if action not in REVIEW else ():
            checks.check(action, key)


@pytest.fixture
def judge(desk, office, open_page: Callable[..., Page]) -> Page:
    """A reviewer before two masks."""
    for point in (desk.DISC, desk.SQUARE):
        desk.label(point)
    desk.saved()
    desk.press(ACTIONS["next"][1][0])
    expect(desk.objects).to_have_count(0)

    def ask(session: Session) -> None:
        image = session.get_one(Image, session.scalars(select(Mask.image_id)).first())
        open_task(session, office.project, image, kind="review")

    office.write(ask)
    page = open_page("/p/zoo/review", "rev")
    page.get_by_text("0 of 2 judged").wait_for()
    return page


def test_the_keys_of_reviewers(judge: Page, desk) -> None:
    hands = type(desk)(judge)
    keys = {name: ACTIONS[name][1][0] for name in REVIEW}
    hands.press(keys["acceptMask"])
    judge.get_by_text("1 of 2 judged").wait_for()
    hands.press(keys["nextOpen"], keys["rejectMask"])
    judge.get_by_text("2 of 2 judged").wait_for()
    hands.objects.nth(0).get_by_role("button").first.click()
    hands.press(keys["fixMask"])
    expect(judge.get_by_role("group", name="The object in work")).to_contain_text("Editing")

"""An annotator's work in real Chromium: what is accepted is saved, and nothing is lost."""

import pytest
import torch
from playwright.sync_api import expect
from sqlalchemy import select

from anymask.engine.database.masks import KEPT
from anymask.engine.database.tables import Mask
from anymask.geometry import rle


def kept(office) -> list[Mask]:
    """The masks of the data set, in the order in which they were made."""
    with office.engine.database.reading() as session:
        chosen = select(Mask).where(Mask.state == KEPT).order_by(Mask.prominence)
        return list(session.scalars(chosen))


def overlap_with_disc(mask: Mask) -> float:
    """The IoU of a mask with the red disc."""
    drawn = rle.decode(rle.from_coco({"size": [360, 480], "counts": mask.rle}))
    y, x = torch.meshgrid(torch.arange(360), torch.arange(480), indexing="ij")
    disc = (x - 130) ** 2 + (y - 130) ** 2 <= 70**2
    return ((drawn & disc).sum() / (drawn | disc).sum()).item()


def test_a_click_becomes_a_mask_that_is_there_after_a_reload(desk, office, shoot) -> None:
    desk.click(desk.DISC)
    shoot(desk.page, "annotate-click")
    desk.page.get_by_role("button", name="Accept").click()
    expect(desk.objects).to_have_count(1)
    desk.saved()
    (mask,) = kept(office)
    assert overlap_with_disc(mask) > 0.8
    assert mask.clicks == 1
    assert mask.point_coords == [pytest.approx(desk.DISC, abs=1)]
    desk.page.reload()
    desk.wait()
    expect(desk.objects).to_have_count(1)


def test_a_box_and_a_click_that_removes(desk, office) -> None:
    desk.drag((55, 55), (205, 205))
    expect(desk.page.get_by_role("button", name="Accept")).to_be_enabled()
    desk.click(desk.SQUARE, button="right")
    desk.press("Enter")
    desk.saved()
    (mask,) = kept(office)
    assert overlap_with_disc(mask) > 0.8
    assert [prompt["kind"] for prompt in mask.prompts] == ["box", "click"]


def test_the_three_answers_can_be_chosen_by_tab(desk) -> None:
    desk.click(desk.DISC)
    answers = desk.page.get_by_role("radiogroup", name="Possible masks").get_by_role("radio")
    expect(answers).to_have_count(3)
    expect(answers.nth(0)).to_be_checked()
    desk.press("Tab")
    expect(answers.nth(1)).to_be_checked()
    desk.press("Shift+Tab")
    expect(answers.nth(0)).to_be_checked()


def test_undo_and_redo_survive_a_reload(desk, office) -> None:
    desk.label(desk.DISC)
    desk.label(desk.SQUARE)
    desk.press("Control+z")
    expect(desk.objects).to_have_count(1)
    desk.saved()
    assert len(kept(office)) == 1
    desk.page.reload()
    desk.wait()
    expect(desk.objects).to_have_count(1)
    desk.press("Control+y")
    expect(desk.objects).to_have_count(2)
    desk.press("Control+z", "Control+z")
    expect(desk.objects).to_have_count(0)
    desk.saved()
    assert not kept(office)


def test_names_are_saved_and_suggested(desk, office) -> None:
    desk.label(desk.DISC)
    desk.objects.first.get_by_role("button").first.click()
    desk.press("r")
    desk.page.keyboard.type("red disc")
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert [mask.category for mask in kept(office)] == ["red disc"]


def test_brush_and_eraser_change_a_mask(desk, office) -> None:
    desk.press("b")
    desk.drag((400, 250), (430, 250))
    desk.press("Enter")
    desk.saved()
    (drawn,) = kept(office)
    desk.objects.first.get_by_role("button").first.click()
    desk.press("t", "e")
    desk.drag((400, 250), (410, 250))
    desk.press("Enter")
    desk.saved()
    (erased,) = kept(office)
    assert 0 < erased.area < drawn.area
    assert erased.version == 2


def test_the_keyboard_alone_labels_an_image(desk, office) -> None:
    desk.press(*["Shift+ArrowLeft"] * 11, *["Shift+ArrowUp"] * 5)
    desk.press("Enter")
    expect(desk.page.get_by_role("button", name="Accept")).to_be_enabled()
    desk.press("n")
    desk.saved()
    (mask,) = kept(office)
    assert overlap_with_disc(mask) > 0.8


def test_finishing_brings_the_next_image_and_back(desk, office) -> None:
    desk.label(desk.DISC)
    heading = desk.page.get_by_role("heading", level=1)
    first = heading.inner_text()
    desk.page.get_by_role("button", name="Finish").click()
    expect(heading).not_to_have_text(first)
    desk.wait()
    expect(desk.objects).to_have_count(0)
    desk.press("d")
    expect(heading).to_have_text(first)
    expect(desk.objects).to_have_count(1)


def test_work_goes_on_offline_and_is_saved_afterwards(desk, office, watched) -> None:
    watched.allowed = ("ERR_INTERNET_DISCONNECTED",)
    desk.page.context.set_offline(True)
    for point in (desk.DISC, desk.SQUARE, desk.EGG):
        desk.label(point)
    expect(desk.status).to_have_attribute("data-status", "offline")
    assert not kept(office)
    desk.page.context.set_offline(False)
    desk.saved()
    assert len(kept(office)) == 3


def test_a_server_that_is_killed_in_mid_save_loses_nothing(desk, office, watched) -> None:
    watched.allowed = ("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET")
    desk.label(desk.DISC)
    office.server.kill()
    desk.label(desk.SQUARE)
    desk.label(desk.EGG)
    expect(desk.status).not_to_have_attribute("data-status", "saved")
    office.server.start()
    desk.saved()
    assert len(kept(office)) == 3


def test_a_closed_tab_loses_nothing(desk, office, watched) -> None:
    watched.allowed = ("ERR_INTERNET_DISCONNECTED",)
    context = desk.page.context
    context.set_offline(True)
    desk.label(desk.DISC)
    desk.page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/p/zoo/annotate")
    again = type(desk)(page).wait()
    again.saved()
    expect(again.objects).to_have_count(1)
    assert len(kept(office)) == 1


def test_two_people_work_on_two_images(desk, open_page, office) -> None:
    other = type(desk)(open_page("/p/zoo/annotate", "bob")).wait()
    for each in (desk, other):
        each.label(desk.DISC)
        each.saved()
    assert len({mask.image_id for mask in kept(office)}) == 2

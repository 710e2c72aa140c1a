"""`anymask serve`: a photograph, a click, everything, and a file to keep, without a project."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a playground."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "anymask", "serve", "--port", str(port), "--device", "cpu"]
    process = subprocess.Popen(
        command,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(1200):
        try:
            httpx.get(f"{url}/api/v1/health").raise_for_status()
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    yield url
    process.send_signal(signal.SIGTERM)
    process.wait()


@pytest.fixture
def play(browser: Browser, address: str, watched) -> Iterator[Page]:
    """The page, before there is a photograph."""
    context = browser.new_context(
        base_url=address, viewport={"width": 1280, "height": 800}, accept_downloads=True
    )
    context.set_default_timeout(240_000)
    watched.look_at(context)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def open_photo(page: Page, path: Path) -> None:
    """Choose a photograph and wait until it can be clicked."""
    page.get_by_label("Photo").first.set_input_files(path)
    page.get_by_role("application").wait_for()


def click_in_the_middle(page: Page) -> None:
    """Click where the photograph's disc is, and keep the mask."""
    box = page.get_by_role("application").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    keep = page.get_by_role("button", name="Keep")
    expect(keep).to_be_enabled()
    keep.click()
    expect(page.get_by_label("Name of mask 1", exact=True)).to_be_visible()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A disc in the middle of a grey photograph."""
    picture = Image.new("RGB", (400, 300), (90, 90, 90))
    ImageDraw.Draw(picture).ellipse((140, 90, 260, 210), fill=(220, 70, 40))
    picture.save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def test_a_photograph_becomes_masks_in_a_file(play: Page, photo: Path, shoot) -> None:
    open_photo(play, photo)
    click_in_the_middle(play)
    shoot(play, "play")
    play.locator("#save-form").select_option("coco")
    with play.expect_download() as coming:
        play.get_by_role("button", name="Save", exact=True).click()
    file = json.loads(Path(coming.value.path()).read_text("utf-8"))
    (annotation,) = file["annotations"]
    assert annotation["area"] == pytest.approx(3.14159 * 60**2, rel=0.2)


def test_everything_is_found(play: Page, photo: Path) -> None:
    open_photo(play, photo)
    play.get_by_role("button", name="Find everything").click()
    expect(play.get_by_label("Name of mask 1", exact=True)).to_be_visible(timeout=240_000)


def test_what_is_no_photograph_is_said_to_be_none(play: Page, tmp_path: Path, watched) -> None:
    watched.allowed = ("422", "413")
    wrong = tmp_path / "note.png"
    wrong.write_text("no picture")
    play.get_by_label("Photo").first.set_input_files(wrong)
    expect(play.get_by_role("alert").first).not_to_be_empty()

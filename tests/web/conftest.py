"""What the browser's tests share: a real server, real Chromium, people who can sign in.

Each test looks at pages that nothing went wrong on: an error in the console, a dialog or a breach
of the content security policy fails it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from PIL import Image as Picture
from PIL import ImageDraw
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from sqlalchemy.orm import Session

import anymask.serving
from anymask.engine.accounts import add_account, grant
from anymask.engine.database.tables import Model, Project
from anymask.engine.decoders import Decoders
from anymask.engine.images import add_images, files_of
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.serving.simulated.endurance import ServerProcess

REQUIRED = "ANYMASK_REQUIRE_BROWSER"
"""Set by CI: there, a browser that is not installed, or an app that is not built, is a failure."""

PATIENCE_MS = 60_000
"""For what a page is to show: tests share two cores with others."""

SHOTS = "ANYMASK_SCREENSHOTS"
"""A folder that keeps the screenshots; without it they go with the test."""

PASSWORD = "correct horse battery"
PEOPLE = {"ann": "annotator", "bob": "annotator", "rev": "reviewer", "boss": "admin"}
SIZE = (480, 360)
"""Width and height of the pictures."""
MARGIN = 16
"""CSS pixels around an image that is fitted into the canvas (`geometry/view.ts`)."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    static = Path(anymask.serving.__file__).parent / "static" / "index.html"
    for there, reason in (
        (found, "Chromium is not installed: apt-get install chromium"),
        (static.exists(), "the app is not built: make web"),
    ):
        if not there:
            assert not os.environ.get(REQUIRED), reason
            pytest.skip(reason)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Office:
    """A server with one project, `zoo`, and the engine behind it."""

    engine: Engine
    project: Project
    server: ServerProcess

    @property
    def url(self) -> str:
        """The address of the server."""
        return self.server.url

    def write(self, work: Callable[[Session], object]) -> object:
        """Do work in a transaction of the engine."""
        return self.engine.database.write(work)


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The decoder of the small model as an engine keeps it, exported once for all tests."""
    engine = init_engine(tmp_path_factory.mktemp("exported") / "engine", EngineSettings())
    project = add_project(engine, "zoo")
    with engine.database.reading() as session:
        model = session.get_one(Model, project.model_id)
    Decoders(engine).info(model)
    engine.close()
    return engine.folder / "objects" / "decoders"


@pytest.fixture
def office(tmp_path: Path, exported: Path) -> Iterator[Office]:
    """A project with four pictures, people of each role, and its server."""
    engine = init_engine(tmp_path / "engine", EngineSettings())
    shutil.copytree(exported, engine.folder / "objects" / "decoders")
    project = add_project(engine, "zoo")
    for number in range(4):
        draw_picture(tmp_path / "pictures" / f"{number}.png", number)
    pictures = files_of(tmp_path / "pictures")
    add_images(engine.database, engine.store, project, pictures, held_out_share=0.0)
    engine.database.write(lambda session: _hire(session, project.id))
    server = ServerProcess(engine.folder, {"OMP_NUM_THREADS": "1"})
    server.start()
    yield Office(engine, project, server)
    server.stop()
    engine.close()


@dataclass
class Watched:
    """What went wrong on the pages of a browser context."""

    problems: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()
    """Parts of messages that a test expects, such as those of a server that it has killed."""

    def note(self, text: str) -> None:
        """Write down a problem."""
        if not any(part in text for part in self.allowed):
            self.problems.append(text)

    def look_at(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("page", self._look_at_page)

    def _look_at_page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.note(f"error: {error}"))
        page.on("console", lambda said: said.type == "error" and self.note(f"console: {said.text}"))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: object) -> None:
        self.note(f"dialog: {dialog.message}")  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]


@pytest.fixture
def watched() -> Iterator[Watched]:
    """Fails the test if anything went wrong on a page."""
    seen = Watched()
    yield seen
    assert not seen.problems


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, office: Office, watched: Watched) -> Iterator[OpenPage]:
    """The function that signs somebody in, in a browser context of their own, and opens a path."""
    contexts = []

    def opened(path: str = "/", person: str | None = "ann", **options: object) -> Page:
        context = browser.new_context(
            base_url=office.url, viewport={"width": 1280, "height": 800}, **options
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        watched.look_at(context)
        page = context.new_page()
        page.goto("/")
        if person is not None:
            sign_in(page, person)
            page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def shoot(tmp_path: Path) -> Callable[[Page, str], Path]:
    """The function that keeps a screenshot of a page under a name."""
    folder = Path(os.environ.get(SHOTS, tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str) -> Path:
        path = folder / f"{name}.png"
        page.screenshot(path=path)
        return path

    return keep


@dataclass(frozen=True)
class Desk:
    """An annotator's hands, on a page on which an image is open.

    They point at places of the image, whatever the size of the page; `DISC`, `SQUARE` and `EGG` are
    points (x, y) on the three things of the first picture.
    """

    page: Page
    DISC: ClassVar = (130, 130)
    SQUARE: ClassVar = (345, 120)
    EGG: ClassVar = (260, 280)

    @property
    def canvas(self) -> Locator:
        """Where the image is shown."""
        return self.page.get_by_role("application").first

    @property
    def objects(self) -> Locator:
        """The rows of the list of objects."""
        return self.page.get_by_role("region", name="Objects").locator("li.objects-row")

    @property
    def status(self) -> Locator:
        """The badge that says whether everything is saved."""
        return self.page.locator("[data-status]")

    def wait(self) -> "Desk":
        """Wait until the image can be clicked."""
        self.page.get_by_text("Decoder: this browser").wait_for()
        self.page.get_by_role("button", name="Finish").and_(
            self.page.locator(":enabled")
        ).wait_for()
        return self

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point of the image is on the page, while the whole image is shown."""
        box = self.canvas.bounding_box()
        assert box is not None
        inner = box["width"] - 2 * MARGIN, box["height"] - 2 * MARGIN
        scale = min(inner[0] / SIZE[0], inner[1] / SIZE[1])
        left = box["x"] + (box["width"] - SIZE[0] * scale) / 2
        top = box["y"] + (box["height"] - SIZE[1] * scale) / 2
        return left + scale * point[0], top + scale * point[1]

    def click(self, point: tuple[float, float], button: str = "left") -> None:
        """Click at a point of the image and wait for the answer."""
        self.page.mouse.click(*self.place(point), button=button)
        expect(self.page.get_by_role("button", name="Accept")).to_be_enabled()

    def drag(self, *points: tuple[float, float]) -> None:
        """Drag from the first point over the others."""
        self.page.mouse.move(*self.place(points[0]))
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*self.place(point), steps=5)
        self.page.mouse.up()

    def press(self, *keys: str) -> None:
        """Press keys while the canvas has the focus."""
        self.canvas.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def label(self, point: tuple[float, float]) -> None:
        """Click an object, accept the mask, and see it in the list."""
        before = self.objects.count()
        self.click(point)
        self.page.get_by_role("button", name="Accept").click()
        expect(self.objects).to_have_count(before + 1)

    def saved(self) -> None:
        """Wait until the server has everything."""
        expect(self.status).to_have_attribute("data-status", "saved", timeout=60_000)


@pytest.fixture
def desk(open_page: OpenPage) -> Desk:
    """Ann at work on the first image."""
    return Desk(open_page("/p/zoo/annotate")).wait()


def sign_in(page: Page, person: str) -> None:
    """Sign in by name and password."""
    page.get_by_label("Name").fill(person)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Projects").wait_for()


def draw_picture(path: Path, number: int) -> None:
    """Draw a picture of three things on a noisy ground; each number another one."""
    draws = np.random.default_rng(number)
    noise = draws.integers(70, 90, (SIZE[1], SIZE[0], 3), np.uint8)
    picture = Picture.fromarray(noise)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((60, 60, 200, 200), fill=(220, 60, 50))
    pen.rectangle((270, 70, 420, 170), fill=(50, 120, 220))
    pen.ellipse((200 + 20 * number, 230, 320 + 20 * number, 330), fill=(240, 210, 60))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)


def _hire(session: Session, project_id: int) -> None:
    project = session.get_one(Project, project_id)
    for name, role in PEOPLE.items():
        grant(session, project, add_account(session, name, PASSWORD), role, by=None)

"""Make the screenshots of the pages: photographs of scikit-image, labelled by the shipped model.

    python docs/pages.py [--chromium PATH]

Needs `make web` and Chromium; run it whenever the pages change their looks.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

from PIL import Image as Picture
from playwright.sync_api import Page, expect, sync_playwright
from skimage import data
from sqlalchemy import select

from anymask import load, open_image
from anymask.engine.accounts import add_account, grant
from anymask.engine.database.masks import IMPORT
from anymask.engine.database.tables import Image, Project
from anymask.engine.images import add_images, files_of, image_key
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.project import Engine, add_project, init_engine
from anymask.engine.settings import EngineSettings
from anymask.errors import InputError
from anymask.geometry import rle
from anymask.serving.simulated.endurance import ServerProcess

IMAGES = Path(__file__).parent / "images"
PHOTOS = {"cat": data.chelsea, "coffee": data.coffee, "portrait": data.astronaut}
PASSWORD = "screenshots"
VIEW = {"width": 1280, "height": 800}
EYE = ((0.308, 0.305), (0.468, 0.5))
"""Two corners around the cat's eye, as shares of the canvas."""


def main() -> None:
    """Write docs/images/annotate.jpg, explore.jpg and image.jpg."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    program = parser.parse_args().chromium
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(Path(folder))
        server = ServerProcess(engine.folder)
        server.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page(base_url=server.url, viewport=VIEW, color_scheme="dark")
            visit(page)
            browser.close()
        server.stop()
        engine.close()


def make_engine(folder: Path) -> Engine:
    """Make an engine of the photographs; all but the first have masks."""
    (folder / "photos").mkdir()
    for name, photo in PHOTOS.items():
        Picture.fromarray(photo()).save(folder / "photos" / f"{name}.png")
    engine = init_engine(folder / "engine", EngineSettings())
    project = add_project(engine, "zoo")
    photos = files_of(folder / "photos")
    add_images(engine.database, engine.store, project, photos, held_out_share=0.0)

    def label(session):
        found = session.get_one(Project, project.id)
        grant(session, found, add_account(session, "ann", PASSWORD), "admin", by=None)
        for image in session.scalars(select(Image).order_by(Image.id).offset(1)):
            masks = model.everything(open_image(engine.store.get(image_key(image.sha256))))
            for runs, score in zip(masks.rle(), masks.scores.tolist(), strict=True):
                counts = str(rle.to_coco(runs)["counts"])
                mask = MaskInput(uuid4(), uuid4(), 0, counts, predicted_iou=score)
                try:
                    save_mask(session, image, mask, Author("assisted-manual", IMPORT))
                except InputError:  # two of the masks are the same
                    continue

    model = load("tiny")
    engine.database.write(label)
    return engine


def visit(page: Page) -> None:
    """Sign in, and keep a picture of each page."""
    page.goto("/")
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Projects").wait_for()
    page.goto("/p/zoo/annotate")
    here = page.get_by_text("Decoder: this browser")
    here.wait_for(timeout=300_000)  # the decoder is exported now
    page.reload()
    here.wait_for()
    box = page.get_by_role("application").bounding_box()
    assert box is not None
    first, last = ((box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in EYE)
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=5)
    page.mouse.up()
    expect(page.get_by_role("button", name="Accept")).to_be_enabled()
    keep(page, "annotate")
    page.goto("/p/zoo/explore")
    keep(page, "explore")
    page.goto("/p/zoo/images/2")
    keep(page, "image")


def keep(page: Page, name: str) -> None:
    """Write docs/images/NAME.jpg."""
    page.wait_for_timeout(2000)
    path = IMAGES / f"{name}.jpg"
    page.screenshot(path=path, type="jpeg", quality=80)
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

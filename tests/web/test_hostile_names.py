"""Labels, file names, people and reasons are text on every page, whatever they look like."""

from collections.abc import Callable
from uuid import uuid4

import pytest
import torch
from PIL import Image as Picture
from playwright.sync_api import Page
from sqlalchemy import select

from anymask.engine.accounts import add_account, grant
from anymask.engine.database.masks import IMPORT
from anymask.engine.database.tables import Account, Image, Project
from anymask.engine.flags import flag_image
from anymask.engine.images import Arrived, add_images
from anymask.engine.masks import Author, MaskInput, save_mask
from anymask.engine.stages import ASSISTED
from anymask.geometry import rle

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)>",
    "<svg><script>alert(4)</script></svg>",
    '"><script>alert(5)</script>',
    "'><img src=x onerror=alert(6)>",
    "</title><script>alert(7)</script>",
    "</style><script>alert(8)</script>",
    "</textarea><script>alert(9)</script>",
    "javascript:alert(10)",
    "<a href=javascript:alert(11)>x</a>",
    "<iframe src=javascript:alert(12)>",
    '<iframe srcdoc="<script>alert(13)</script>">',
    "<body onload=alert(14)>",
    "<details open ontoggle=alert(15)>",
    "<input autofocus onfocus=alert(16)>",
    "<video><source onerror=alert(17)>",
    "<math><mtext><script>alert(18)</script>",
    "<object data=javascript:alert(19)>",
    "<embed src=javascript:alert(20)>",
    "<form action=javascript:alert(21)><button>x",
    "<marquee onstart=alert(22)>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(23)>",
    "<base href=//example.org>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "{{constructor.constructor('alert(26)')()}}",
    "${alert(27)}",
    "<%= alert(28) %>",
    "<template><script>alert(29)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(30)>'>",
    "&lt;script&gt;alert(31)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(32)\\u003c/script\\u003e",
    "<scr<script>ipt>alert(33)</scr</script>ipt>",
    "<ScRiPt>alert(34)</sCrIpT>",
    "<img/src=x/onerror=alert(35)>",
    "<svg/onload=alert`36`>",
    "data:text/html,<script>alert(37)</script>",
    "expression(alert(38))",
    "url(javascript:alert(39))",
    "‮<script>alert(40)</script>",
]


@pytest.fixture
def hostile(office, tmp_path):
    """An office whose labels, files, people and reasons are all payloads; ids of some images."""
    payloads = [each for each in PAYLOADS if each.isprintable()]
    pictures = [
        Arrived(name.replace("/", "|"), _picture(tmp_path, number))
        for number, name in enumerate(payloads)
    ]
    engine = office.engine
    added, refused = add_images(
        engine.database, engine.store, office.project, pictures, held_out_share=0.0
    )
    assert added == len(payloads), refused

    def fill(session):
        project = session.get_one(Project, office.project.id)
        for name in payloads[:5]:
            grant(session, project, add_account(session, name), "annotator", by=None)
        boss = session.scalars(select(Account).where(Account.name == "boss")).one()
        images = session.scalars(select(Image).order_by(Image.id)).all()
        image = images[4]
        for number, name in enumerate(PAYLOADS):
            save_mask(session, image, _mask(image, number, name), Author(ASSISTED.name, IMPORT))
        for name in payloads[:3]:
            flag_image(session, images[5], boss.id, name)
        return image.id

    return office.write(fill)


def test_nothing_that_people_type_is_run(
    hostile: int, open_page: Callable[..., Page], watched
) -> None:
    page = open_page("/", "boss")
    paths = ("explore", "explore?view=statistics", f"images/{hostile}", "watch", "annotate")
    for path in paths:
        page.goto(f"/p/zoo/{path}")
        page.locator("main").wait_for()
        page.wait_for_timeout(1500)
    page.goto(f"/p/zoo/images/{hostile}")
    page.get_by_text("<script>alert(1)</script>").first.wait_for()
    assert page.evaluate("document.querySelectorAll('main script, main iframe').length") == 0


def _picture(folder, number: int) -> bytes:
    path = folder / f"hostile{number}.png"
    Picture.new("RGB", (60, 40), (number, 2 * number, 90)).save(path)
    return path.read_bytes()


def _mask(image: Image, number: int, category: str) -> MaskInput:
    """A mask like no other, with a category."""
    pixels = torch.zeros(1, image.height, image.width, dtype=torch.bool)
    pixels[0, number % 30 : number % 30 + 6, number : number + 6] = True
    counts = str(rle.to_coco(rle.encode(pixels)[0])["counts"])
    return MaskInput(uuid4(), uuid4(), 0, counts, category=category)

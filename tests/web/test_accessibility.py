"""Every page passes axe's rules without serious findings, in the dark and in the light."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
PAGES = {
    "projects": "/",
    "annotate": "/p/zoo/annotate",
    "review": "/p/zoo/review",
    "explore": "/p/zoo/explore",
    "image": "/p/zoo/images/1",
    "watch": "/p/zoo/watch",
}
SERIOUS = {"serious", "critical"}


def findings(page: Page) -> list[str]:
    """What axe finds that keeps somebody out."""
    # The policy of our pages allows no foreign script; playwright's own door is none of theirs.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_nobody_is_kept_out(
    scheme: str, open_page: Callable[..., Page], shoot: Callable[[Page, str], Path]
) -> None:
    page = open_page(person=None, color_scheme=scheme)
    page.get_by_role("button", name="Sign in", exact=True).wait_for()
    found = {"sign in": findings(page)}
    shoot(page, f"sign-in-{scheme}")
    page = open_page("/", "boss", color_scheme=scheme)
    for name, path in PAGES.items():
        page.goto(path)
        page.locator("main").wait_for()
        page.wait_for_timeout(1500)
        shoot(page, f"{name}-{scheme}")
        found[name] = findings(page)
    assert not {name: each for name, each in found.items() if each}

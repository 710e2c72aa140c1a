"""Claims about the page: whole, self-contained, strict, escaped."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from anymask.evaluation.compare.comparison import compare_reports
from anymask.evaluation.compare.page import make_page
from anymask.evaluation.compare.panels import MISSED, RIGHT, SURPLUS

VOID = {"img", "meta"}


@pytest.fixture
def page(write_measured) -> str:
    """The page of two methods, one of them with a wicked name."""
    folders = [write_measured("a", 0.2, 0.9), write_measured("<script>&b", 0.4, 0.6, seed=1)]
    return make_page(compare_reports(folders, cases=2))


class Outline(HTMLParser):
    """Checks that elements close in order, and remembers them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_it_is_well_formed_and_has_no_script(page: str) -> None:
    outline = Outline(page)
    assert outline.open == []
    assert not {"script", "link", "iframe"} & {tag for tag, _ in outline.found}
    assert "&lt;script&gt;&amp;b" in page


def test_everything_is_in_the_file(page: str) -> None:
    for tag, attributes in Outline(page).found:
        if tag == "img":
            assert str(attributes["src"]).startswith("data:image/")
            assert attributes["alt"]
        if tag == "a":
            assert str(attributes["href"]).startswith("#")
        assert "style" not in attributes


def test_links_lead_somewhere(page: str) -> None:
    found = Outline(page).found
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    links = {str(each["href"])[1:] for tag, each in found if tag == "a"}
    assert len(set(ids)) == len(ids)
    assert links <= set(ids)


def test_the_policy_allows_this_style_and_nothing_else(page: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src &#x27;sha256-{digest}&#x27;" in policy
    assert policy.startswith("default-src &#x27;none&#x27;; img-src data:;")


def test_notes_stand_before_the_numbers(page: str) -> None:
    assert page.index("The setting seed differs") < page.index("<table>")


def test_the_legend_has_the_colours_of_the_panels() -> None:
    from anymask.evaluation.compare.page import STYLE

    for name, colour in (("right", RIGHT), ("missed", MISSED), ("surplus", SURPLUS)):
        assert f".legend .{name}::before {{ background: #{bytes(colour).hex()}; }}" in STYLE


def test_the_click_is_explained_only_where_one_is_shown(page: str, write_measured) -> None:
    assert "first click" in page
    folder: Path = write_measured("c", 0.2, 0.9, first_click="random")
    assert "first click" not in make_page(compare_reports([folder], cases=1))

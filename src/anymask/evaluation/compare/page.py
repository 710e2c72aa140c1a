"""The page of a comparison: one file of HTML with its pictures in it, and no script.

It can be mailed, and shown from a disk. Its security policy allows nothing but its own style sheet,
known by its hash, and pictures that it holds itself; every text is escaped by `markup.py`.
"""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from anymask.evaluation.compare.cards import Card, Gallery
from anymask.evaluation.compare.comparison import Compared, Figure
from anymask.evaluation.compare.contenders import Section, shorten
from anymask.evaluation.compare.markup import Html, join, tag
from anymask.evaluation.compare.notes import data_notes
from anymask.evaluation.compare.page_tables import difference_table, score_table, settings_table

FILE_NAME = "index.html"
STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
CLICK = "click"
LEGEND = (
    ("truth", "truth"),
    (CLICK, "first click"),
    ("right", "right"),
    ("missed", "missed"),
    ("surplus", "too much"),
)


def make_page(comparison: Sequence[Compared]) -> str:
    """Write the page.

    Args:
        comparison: task by task.

    Returns:
        A whole HTML document.
    """
    body = tag(
        "body",
        tag("header", tag("h1", "Comparison"), _navigation(comparison)),
        tag("main", *(_section(each) for each in comparison)),
    )
    return f"<!DOCTYPE html>\n{tag('html', _head(), body, lang='en')}\n"


def _head() -> Html:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", "anymask: comparison"),
        tag("style", Html(STYLE)),  # ours, and markup to none: its hash is of the text as it is
    )


def _navigation(comparison: Sequence[Compared]) -> Html:
    lists = []
    for each in comparison:
        task = each.section.task
        links = [tag("a", tag("b", task), href=f"#{task}")] + [
            tag("a", gallery.title, href=f"#{_anchor(task, number)}")
            for number, gallery in enumerate(each.galleries)
        ]
        lists.append(tag("ul", *(tag("li", link) for link in links)))
    return tag("nav", *lists)


def _section(each: Compared) -> Html:
    section = each.section
    parts = [
        tag("h2", section.task, id=section.task.replace(" ", "-")),
        _notes(each.notes),
        score_table(each.blocks, section.measures),
        _figures(each.figures),
        difference_table(each.pairs, section.measures),
    ]
    if each.galleries:
        parts.append(_legend(each.galleries))
    parts += [
        _gallery(gallery, _anchor(section.task, number))
        for number, gallery in enumerate(each.galleries)
    ]
    return tag("section", *parts, _details(section))


def _details(section: Section) -> Html:
    """Fold away how and on what it was measured."""
    told = [tag("li", note) for note in data_notes(section)]
    data = join(tag("p", "Not used of the data:"), tag("ul", *told)) if told else Html()
    return tag("details", tag("summary", "Settings and data"), settings_table(section), data)


def _notes(notes: Sequence[str]) -> Html:
    return tag("ul", *(tag("li", note) for note in notes), class_="notes") if notes else Html()


def _figures(figures: Sequence[Figure]) -> Html:
    pictures = [
        tag("img", src=_data_uri("png", figure.png), alt=figure.title) for figure in figures
    ]
    return tag("div", *pictures, class_="figures") if pictures else Html()


def _legend(galleries: Sequence[Gallery]) -> Html:
    """Explain the colours that occur."""
    clicked = any(card.clicked for gallery in galleries for card in gallery.cards)
    entries = [(name, words) for name, words in LEGEND if clicked or name != CLICK]
    return tag("p", *(tag("span", words, class_=name) for name, words in entries), class_="legend")


def _gallery(gallery: Gallery, anchor: str) -> Html:
    cards = tag("div", *(_card(card) for card in gallery.cards), class_="cards")
    return join(tag("h3", gallery.title, id=anchor), cards)


def _card(card: Card) -> Html:
    asked = card.question
    place = tag("span", f"{asked.set_name}, {asked.image}", class_="quiet")
    title = tag("p", tag("b", asked.name), " ", place)
    truth = _panel("truth", f"{asked.area:,} px", card.truth)
    panels = [_panel(each.label, f"{each.score:.3f}", each.jpeg) for each in card.panels]
    return tag("div", title, tag("div", truth, *panels, class_="panels"), class_="card")


def _panel(label: str, value: str, jpeg: bytes) -> Html:
    picture = tag("img", src=_data_uri("jpeg", jpeg), alt=f"{label}: {value}")
    words = tag("figcaption", tag("span", shorten(label), title=label), tag("span", value))
    return tag("figure", picture, words)


def _anchor(task: str, number: int) -> str:
    return f"{task}-{number}"


def _data_uri(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"

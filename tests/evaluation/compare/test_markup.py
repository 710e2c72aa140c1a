"""Claims about markup that is safe by construction."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from anymask.evaluation.compare.markup import Html, join, tag


class Reader(HTMLParser):
    """Remembers tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"))


@given(texts, texts)
def test_whatever_is_written_stays_text(words: str, title: str) -> None:
    read = Reader(tag("p", words, title=title))
    assert read.tags == ["p"]
    assert read.words == words
    assert read.attributes == {"title": title}


@given(texts)
def test_joining_escapes_texts_and_leaves_markup_alone(words: str) -> None:
    read = Reader(join(words, tag("b", words)))
    assert read.tags == ["b"]
    assert read.words == words + words


def test_elements_without_an_end_have_none() -> None:
    assert tag("img", alt="x") == '<img alt="x">'
    assert tag("p") == "<p></p>"


def test_names_of_attributes_are_those_of_html() -> None:
    assert tag("i", class_="a", http_equiv="b", name="c") == (
        '<i class="a" http-equiv="b" name="c"></i>'
    )
    assert isinstance(tag("i"), Html)

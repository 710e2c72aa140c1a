"""Claims about the grammar of captions."""

import pytest

from anymask.data.scenes.vocabulary.catalog import VOCABULARY
from anymask.data.scenes.words import article, listed, number, sentence


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("apple", "an apple"), ("red apple", "a red apple"), ("orange cup", "an orange cup")],
)
def test_vowels_take_an(phrase: str, expected: str) -> None:
    assert article(phrase) == expected


def test_no_kind_needs_an_exception() -> None:
    spoken_otherwise = ("hour", "honest", "uni", "euro", "one")
    assert not [name for name in VOCABULARY if name.startswith(spoken_otherwise)]


def test_lists_end_with_and() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c", "d"]) == "a, b, c and d"


def test_numbers_are_words_up_to_ten() -> None:
    assert [number(count) for count in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]


def test_sentences_begin_large_and_end() -> None:
    assert sentence("in a room, there is a cat") == "In a room, there is a cat."

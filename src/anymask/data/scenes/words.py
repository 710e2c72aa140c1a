"""The little grammar that captions and questions need: articles, plurals, numbers, lists."""

from collections.abc import Sequence

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def article(phrase: str) -> str:
    """Put "a" or "an" before a phrase.

    >>> article("orange cat"), article("bus"), article("umbrella")
    ('an orange cat', 'a bus', 'an umbrella')
    """
    return f"{'an' if phrase[:1] in 'aeiou' else 'a'} {phrase}"


def number(count: int) -> str:
    """Write a number as a word up to ten.

    >>> number(3), number(12)
    ('three', '12')
    """
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def listed(phrases: Sequence[str]) -> str:
    """Join phrases as in a sentence.

    >>> listed(["a cat"]), listed(["a cat", "two dogs"]), listed(["a", "b", "c"])
    ('a cat', 'a cat and two dogs', 'a, b and c')
    """
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital letter and end with a full stop.

    >>> sentence("a cat is here")
    'A cat is here.'
    """
    return f"{text[:1].upper()}{text[1:]}."

"""HTML that is safe by construction: whatever is not markup already is escaped.

The page builder makes all of its elements here, so that names of files, models and labels, which
come from anywhere, can never become tags.
"""

from html import escape

VOID_TAGS = {"img", "meta"}
"""Elements without an end tag."""


class Html(str):
    """Text that is markup, made by `tag` and `join` alone."""

    __slots__ = ()


def tag(element: str, /, *content: str, **attributes: str) -> Html:
    """Write an element.

    Args:
        element: its name, such as "td".
        content: texts, which are escaped, and elements, which are not.
        attributes: words of Python end in _, as in class_; - is written as _.

    >>> tag("p", "1 < 2", class_="note")
    '<p class="note">1 &lt; 2</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    if element in VOID_TAGS:
        return Html(f"<{element}{written}>")
    return Html(f"<{element}{written}>{join(*content)}</{element}>")


def join(*content: str) -> Html:
    """Write texts and elements one after the other.

    >>> join("R&D ", tag("b", "now"))
    'R&amp;D <b>now</b>'
    """
    return Html("".join(each if isinstance(each, Html) else escape(each) for each in content))

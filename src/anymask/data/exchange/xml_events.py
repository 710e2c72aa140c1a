"""XML from anywhere, element by element: without document types, entities and other encodings.

The reader of CVAT uses it. A document type can make a file of a few hundred bytes grow to gigabytes
and can fetch other files; no annotation file needs one, so it is refused before the parser sees it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from xml.parsers import expat

from anymask.data import fields
from anymask.errors import FormatError

Attributes = Mapping[str, str]
DEEPEST = 16
"""CVAT's own files nest six elements."""


def read_xml(path: Path, start: Callable[[tuple[str, ...], Attributes], None]) -> None:
    """Go through the elements of a file in its order; text between them is passed over.

    Args:
        path: an XML file in UTF-8.
        start: is called as an element begins, with the names of the elements around it and its
            own, and its attributes.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is not well-formed, not UTF-8, too deep, or has a document type.
    """
    content = fields.read_bytes(path)
    # The parser is told UTF-8, whatever the file says: in bytes of it no tag can hide.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FormatError(f"{path} has a document type or entities; remove them, none is needed")
    around: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(around) == DEEPEST:
            raise FormatError(f"{path} nests more than {DEEPEST} elements; export it again")
        around.append(name)
        start(tuple(around), attributes)

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda name: around.pop()
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FormatError(f"{path} is not XML in UTF-8 ({error}); export it again") from error

"""XML is read element by element, and what is dangerous in it is refused at once."""

import tracemalloc
from pathlib import Path

import pytest

from anymask.data.exchange.xml_events import read_xml
from anymask.errors import FormatError, InputError

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10}">' for i in range(1, 12)).replace("&b0;", "&b;")
    + ']><a b="&b11;">&b11;</a>'
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
PARAMETER = '<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>'


def elements(path: Path, content: str | bytes) -> list[tuple[tuple[str, ...], dict[str, str]]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found: list[tuple[tuple[str, ...], dict[str, str]]] = []
    read_xml(path, lambda names, attributes: found.append((names, dict(attributes))))
    return found


def test_elements_come_in_order_with_what_is_around_them(tmp_path: Path) -> None:
    found = elements(tmp_path / "a.xml", "<a><b x='1'>text<c/></b><b y='&lt;&#10;ü'/></a>")
    assert found == [
        (("a",), {}),
        (("a", "b"), {"x": "1"}),
        (("a", "b", "c"), {}),
        (("a", "b"), {"y": "<\nü"}),
    ]


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, PARAMETER, BOMB.replace("<?xml", "\n<?xml")])
def test_document_types_are_refused_before_anything_grows(tmp_path: Path, content: str) -> None:
    tracemalloc.start()
    with pytest.raises(FormatError, match="has a document type or entities"):
        elements(tmp_path / "a.xml", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1e6


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_document_type_cannot_hide_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    declared = BOMB.replace('"1.0"', f'"1.0" encoding="{encoding}"')
    with pytest.raises(FormatError, match="not XML in UTF-8"):
        elements(tmp_path / "a.xml", declared.encode(encoding))


@pytest.mark.parametrize(
    "content", ["", "<a>", "<a></b>", "<a/><b/>", "<a>&b;</a>", b"<a x='\xff'/>"]
)
def test_what_is_not_well_formed_is_refused(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(FormatError, match="not XML in UTF-8"):
        elements(tmp_path / "a.xml", content)


def test_deep_nests_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="nests more than 16 elements"):
        elements(tmp_path / "a.xml", "<a>" * 100_000)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*no such file"):
        read_xml(tmp_path / "a.xml", lambda names, attributes: None)

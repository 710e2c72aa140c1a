"""Untyped JSON becomes typed values, or an error that names file, field and value."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.data import fields
from anymask.errors import FormatError, InputError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[1]", "holds a list, not an object"),
        (b'{"a": ' + b"9" * 5000 + b"}", "is not JSON"),
    ],
)
def test_files_that_are_no_json_object_are_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(FormatError, match=message):
        fields.read_json(tmp_path / "a.json")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "a.json"):
        with pytest.raises(InputError, match=f"cannot read {path}: .*; check the path"):
            fields.read_bytes(path)


READERS = {
    "entries": lambda entry: fields.entries(entry, "x", "here"),
    "nested": lambda entry: fields.nested(entry, "x", "here"),
    "text": lambda entry: fields.text(entry, "x", "here"),
    "whole": lambda entry: fields.whole(entry, "x", "here"),
    "optional_text": lambda entry: fields.optional_text(entry, "x", "here"),
    "number": lambda entry: fields.number(entry, "x", "here"),
    "optional_whole": lambda entry: fields.optional_whole(entry, "x", "here"),
    "optional_number": lambda entry: fields.optional_number(entry, "x", "here"),
    "optional_box": lambda entry: fields.optional_box(entry, "x", "here"),
    "optional_points": lambda entry: fields.optional_points(entry, "x", "here"),
    "file_name": lambda entry: fields.file_name(entry, "x", "here"),
}


@pytest.mark.parametrize("name", READERS)
@given(value=JSON)
def test_any_value_is_taken_or_refused_by_name(name: str, value: Any) -> None:
    message = ""
    try:
        READERS[name]({"x": value})
    except FormatError as error:
        message = str(error)
    assert message == "" or message.startswith("here: 'x' is ")


@pytest.mark.parametrize("name", [name for name in READERS if name.startswith("optional")])
@pytest.mark.parametrize("entry", [{}, {"x": None}])
def test_optional_fields_may_be_missing_or_null(name: str, entry: dict[str, Any]) -> None:
    assert READERS[name](entry) is None


@pytest.mark.parametrize("name", [n for n in READERS if not n.startswith("optional")])
def test_other_fields_may_not_be_missing(name: str) -> None:
    with pytest.raises(FormatError, match="'x' is None but must be"):
        READERS[name]({})


def test_images_too_large_for_masks_are_refused_without_allocating() -> None:
    with pytest.raises(FormatError, match="here: 200000 x 200000 pixels are more than"):
        fields.image_size({"width": 200_000, "height": 200_000}, "here")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400, True, "1"])
def test_numbers_are_finite(value: object) -> None:
    with pytest.raises(FormatError, match="must be a finite number"):
        fields.optional_number({"x": value}, "x", "here")


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../up", "a/../../up", "C:/x", "..\\up", "\\\\host\\x", "a\0b", "", ".", "./"],
)
def test_names_that_lead_out_of_the_folder_are_refused(name: str) -> None:
    with pytest.raises(FormatError, match="'x' is"):
        fields.file_name({"x": name}, "x", "here")


def test_names_that_no_file_can_have_are_refused() -> None:
    with pytest.raises(FormatError, match="a path whose parts have at most 255 bytes"):
        fields.file_name({"x": f"a/{'ü' * 128}"}, "x", "here")


@pytest.mark.parametrize("name", ["cat.jpg", "train/cat 1.jpg", "ü.png", "a..b.jpg"])
def test_names_below_the_folder_are_taken(name: str) -> None:
    assert fields.file_name({"x": name}, "x", "here") == name


@pytest.mark.parametrize("value", ["\ud800", "a\udfffb"])
def test_halves_of_characters_are_no_text(value: str) -> None:
    for reader in (fields.text, fields.optional_text, fields.file_name):
        with pytest.raises(FormatError, match="must be a text"):
            reader({"x": value}, "x", "here")


def test_an_empty_text_may_be_none() -> None:
    assert fields.optional_text({"x": ""}, "x", "here") is None


@pytest.mark.parametrize(
    ("content", "is_list"),
    [(b"[]", True), (b"\xef\xbb\xbf\n [", True), (b"{}", False), (b"", False)],
)
def test_a_list_is_known_by_its_beginning(tmp_path: Path, content: bytes, is_list: bool) -> None:
    (tmp_path / "a.json").write_bytes(content)
    assert fields.is_json_list(tmp_path / "a.json") == is_list
    assert not fields.is_json_list(tmp_path / "b.json")


def test_a_list_may_be_one_object(tmp_path: Path) -> None:
    for content in ('[{"a": 1}]', '{"a": 1}'):
        (tmp_path / "a.json").write_text(content)
        assert fields.read_json_list(tmp_path / "a.json") == [{"a": 1}]
    (tmp_path / "a.json").write_text("[1]")
    with pytest.raises(FormatError, match="something other than objects"):
        fields.read_json_list(tmp_path / "a.json")

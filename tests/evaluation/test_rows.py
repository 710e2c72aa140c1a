"""Claims about rows that are kept on disk."""

from pathlib import Path

import pytest

from anymask.errors import ConfigurationError, FormatError
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.rows import RowFile, RowKey, RowLog, read_rows

SETTINGS: dict[str, object] = {"clicks": 1, "split": "eval", "max_objects": None}


def row(image: str) -> ObjectRow:
    """A row about an image."""
    key = RowKey("tiny", "12", "sets/cats", image)
    scores = {"box": (0.25, 1 / 3)}
    return ObjectRow(key, "cats", (0, 2), (30, 70), {"empty": 1}, scores, ("abc", "d"))


def test_a_row_is_found_again_in_memory_and_on_disk(tmp_path: Path) -> None:
    for log in (RowLog(), RowFile(tmp_path, SETTINGS, ObjectRow)):
        assert log.find(row("a.jpg").key) is None
        log.add(row("a.jpg"))
        assert log.find(row("a.jpg").key) == row("a.jpg")
    again = RowFile(tmp_path, SETTINGS, ObjectRow)
    assert again.find(row("a.jpg").key) == row("a.jpg")
    assert again.find(row("b.jpg").key) is None


@pytest.mark.parametrize("field", ["method", "stamp", "data", "image"])
def test_every_part_of_the_key_counts(tmp_path: Path, field: str) -> None:
    log = RowFile(tmp_path, SETTINGS, ObjectRow)
    log.add(row("a.jpg"))
    key = RowKey(**{**vars(row("a.jpg").key), field: "another"})
    assert log.find(key) is None


def test_a_file_cut_anywhere_keeps_its_whole_lines(tmp_path: Path) -> None:
    log = RowFile(tmp_path, SETTINGS, ObjectRow)
    log.add(row("a.jpg"))
    log.add(row("b.jpg"))
    path = tmp_path / "report.jsonl"
    content = path.read_bytes()
    second = content.index(b"\n", content.index(b"\n") + 1) + 1
    for end in range(second, len(content)):
        path.write_bytes(content[:end])
        cut = RowFile(tmp_path, SETTINGS, ObjectRow)
        assert cut.find(row("a.jpg").key) == row("a.jpg")
        assert cut.find(row("b.jpg").key) is None
        assert path.read_bytes() == content[:second]


def test_rows_of_other_settings_are_refused_by_name(tmp_path: Path) -> None:
    RowFile(tmp_path, SETTINGS, ObjectRow)
    with pytest.raises(ConfigurationError, match="measured with clicks = 1, not 5; choose another"):
        RowFile(tmp_path, SETTINGS | {"clicks": 5}, ObjectRow)


@pytest.mark.parametrize("line", ["{", "{}", '{"key": 3}', "[]", '{"key": {"method": "a"}}'])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    log = RowFile(tmp_path, SETTINGS, ObjectRow)
    log.add(row("a.jpg"))
    with (tmp_path / "report.jsonl").open("a") as stream:
        stream.write(line + "\n")
    with pytest.raises(FormatError, match=r"line 3 of .*report.jsonl is damaged; remove the file"):
        RowFile(tmp_path, SETTINGS, ObjectRow)


@pytest.mark.parametrize("line", ["", "x", "{}", "[1]"])
def test_a_damaged_header_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "report.jsonl").write_text(line + "\n")
    with pytest.raises(FormatError, match="line 1 of"):
        RowFile(tmp_path, SETTINGS, ObjectRow)


def test_rows_of_an_earlier_version_are_refused(tmp_path: Path) -> None:
    RowFile(tmp_path, SETTINGS, ObjectRow)
    path = tmp_path / "report.jsonl"
    path.write_text(path.read_text().replace('"version": 2', '"version": 1'))
    with pytest.raises(FormatError, match="rows of version 1, this anymask writes version 2"):
        RowFile(tmp_path, SETTINGS, ObjectRow)


def test_rows_are_read_without_their_settings(tmp_path: Path) -> None:
    RowFile(tmp_path, SETTINGS, ObjectRow).add(row("a.jpg"))
    assert read_rows(tmp_path / "report.jsonl", ObjectRow) == (row("a.jpg"),)

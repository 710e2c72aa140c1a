"""The file of a backup gives back what was put in, and finds every change."""

import io
import json
import tarfile
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anymask.engine import backup_file
from anymask.engine.backup_file import BackupFile, BackupWriter
from anymask.errors import FormatError, InputError

ROWS = [{"id": number, "name": "é\n"} for number in range(5)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A backup with five rows and two objects."""
    writer = BackupWriter(tmp_path / "zoo.tar")
    writer.add_rows("cat", ROWS)
    writer.add_rows("dog", [])
    parts = [writer.add_object(content) for content in (b"", b"bytes")]
    writer.add_rows("object", [{"parts": each} for each in parts])
    writer.finish("0001", "zoo", [], {})
    return tmp_path / "zoo.tar"


def test_rows_and_objects_come_back(path: Path) -> None:
    backup = BackupFile(path)
    assert list(backup.rows("cat")) == ROWS
    assert [backup.object(row["parts"]) for row in backup.rows("object")] == [b"", b"bytes"]
    assert backup.manifest.rows == {"cat": 5, "dog": 0, "object": 2}
    assert backup.manifest.project == "zoo"


@given(st.binary(max_size=50), st.integers(1, 20), st.integers(1, 4))
def test_pieces_of_any_size_make_the_same_whole(content: bytes, part: int, rows: int) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(backup_file, "PART_BYTES", part)
        patch.setattr(backup_file, "ROWS_AT_A_TIME", rows)
        writer = BackupWriter(Path(folder) / "zoo.tar")
        parts = writer.add_object(content)
        writer.add_rows("cat", ROWS)
        writer.finish("0001", "zoo", [], {})
        backup = BackupFile(Path(folder) / "zoo.tar")
        assert (backup.object(parts), list(backup.rows("cat"))) == (content, ROWS)


def test_every_change_of_the_content_is_found(path: Path, tmp_path: Path) -> None:
    content, torn = path.read_bytes(), tmp_path / "torn.tar"
    with tarfile.open(path) as archive:
        spans = [(each.offset_data, each.size) for each in archive]
    for start, size in spans[:-1]:
        for place in range(start, start + size, 7):
            torn.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with pytest.raises(FormatError, match="has changed"):
                read_all(torn)


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.6, 0.8])
def test_a_part_of_it_is_no_backup(path: Path, keep: float) -> None:
    content = path.read_bytes().rstrip(b"\0")
    path.write_bytes(content[: int(keep * len(content))])
    with pytest.raises(FormatError):
        read_all(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 2}, "is a backup of format 2"),
        ({"members": "0"}, "missing or were added"),
        ({"rows": 3}, "holds other values"),
        ({"colour": 3}, "manifest is another one"),
    ],
)
def test_another_manifest_is_refused(path: Path, change: dict, message: str) -> None:
    rewrite(path, lambda plain: plain | change)
    with pytest.raises(FormatError, match=message):
        BackupFile(path)


def test_what_is_no_backup_is_named(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "x.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("x"))
    with pytest.raises(FormatError, match="no backup of a project"):
        BackupFile(tmp_path / "x.tar")
    with pytest.raises(InputError, match="cannot read"):
        BackupFile(tmp_path / "none.tar")


def read_all(path: Path) -> None:
    """Open a backup and check all of it."""
    backup = BackupFile(path)
    for index in range(len(backup)):
        backup.check(index)


def rewrite(path: Path, change) -> None:
    """Change the manifest of a backup."""
    with tarfile.open(path) as archive:
        members = {each.name: archive.extractfile(each).read() for each in archive}
    manifest = change(json.loads(members["manifest.json"]))
    members["manifest.json"] = json.dumps(manifest).encode()
    with tarfile.open(path, "w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))

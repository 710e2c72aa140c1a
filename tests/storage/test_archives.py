"""Archives are read without extraction, and nothing that an archive says is believed."""

import gzip
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from anymask.errors import FormatError, InputError
from anymask.storage import archives
from anymask.storage.archives import Span, index_tar, is_archive, is_compressed, read_tar

FILES = {"pack/a.jpg": b"a" * 700, "pack/a.json": b"{}", "b.jpg": b"", "b.json": b"x" * 512}


def tar(path: Path, files: Mapping[str, bytes] = FILES, **member: object) -> Path:
    """Write a tar whose members have these attributes."""
    with tarfile.open(path, "w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            for key, value in member.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(content))
    return path


def test_index_and_stream_give_the_same_files(tmp_path: Path) -> None:
    path = tar(tmp_path / "pack.tar")
    assert {name: span.read() for name, span in index_tar(path).items()} == FILES
    assert dict(read_tar(path)) == FILES


def test_gzip_is_known_by_its_bytes_and_can_only_be_streamed(tmp_path: Path) -> None:
    path = tmp_path / "pack.tar"  # not called .gz
    path.write_bytes(gzip.compress(tar(path).read_bytes()))
    assert dict(read_tar(path)) == FILES
    assert is_compressed(path)
    with pytest.raises(FormatError, match=r"pack\.tar is compressed.*gunzip"):
        index_tar(path)


@pytest.mark.parametrize("name", ["../a.jpg", "/etc/a.jpg", "x/../../a", "..\\a.jpg"])
def test_names_that_lead_out_of_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    path = tar(tmp_path / "pack.tar", {name: b"x"})
    for read in (index_tar, lambda path: dict(read_tar(path))):
        with pytest.raises(FormatError, match="leads out of its folder"):
            read(path)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_passed_over(tmp_path: Path, kind: bytes) -> None:
    path = tar(tmp_path / "pack.tar", {"a.jpg": b""}, type=kind, linkname="/etc/passwd")
    assert index_tar(path) == {}
    assert dict(read_tar(path)) == {}


def test_members_larger_than_the_limit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBER_BYTES", 1000)
    path = tar(tmp_path / "pack.tar", {"a.jpg": b"x" * 1001})
    with pytest.raises(FormatError, match=r"'a\.jpg' has 1001 bytes, more than the 1000"):
        index_tar(path)


def test_headers_that_announce_too_much_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBER_BYTES", 1000)
    path = tar(tmp_path / "pack.tar", {"a" * 3000: b"x"})
    with pytest.raises(FormatError, match="bytes at once"):
        index_tar(path)


@pytest.mark.parametrize("compressed", [False, True])
def test_of_a_truncated_archive_comes_what_is_whole(tmp_path: Path, compressed: bool) -> None:
    path = tar(tmp_path / "pack.tar")
    content = path.read_bytes()[:1300]  # within the first file's padding, before the second's end
    path.write_bytes(gzip.compress(content) if compressed else content)
    members = read_tar(path)
    assert next(members) == ("pack/a.jpg", FILES["pack/a.jpg"])
    with pytest.raises(FormatError, match=r"pack\.tar"):
        list(members)


def test_a_torn_gzip_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pack.tar.gz"
    path.write_bytes(gzip.compress(tar(tmp_path / "pack.tar").read_bytes())[:-20])
    with pytest.raises(FormatError, match=r"pack\.tar\.gz is no tar, cut off or damaged"):
        list(read_tar(path))


@pytest.mark.parametrize("content", [b"", b"hello", b"\x1f\x8bnot gzip", bytes(100)])
def test_what_is_no_tar_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(FormatError, match=r"x\.tar"):
        list(read_tar(tmp_path / "x.tar"))


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*none\.tar: No such file"):
        index_tar(tmp_path / "none.tar")


def test_a_span_beyond_the_end_of_its_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert Span(tmp_path / "a", 1, 2).read() == b"bc"
    with pytest.raises(FormatError, match="ends too early"):
        Span(tmp_path / "a", 1, 3).read()
    with pytest.raises(InputError, match="cannot read"):
        Span(tmp_path / "b", 0, 1).read()


def test_archives_are_known_by_name(tmp_path: Path) -> None:
    for name, expected in {"a.tar": True, "a.TGZ": True, "a.tar.gz": True, "a.zip": False}.items():
        (tmp_path / name).write_bytes(b"")
        assert is_archive(tmp_path / name) == expected
    assert not is_archive(tmp_path / "missing.tar")

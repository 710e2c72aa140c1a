"""The pairs of a shard are found in any container, and what is left over is noted."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from anymask.data import shard_entries
from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.data.shard_entries import Entry, read_entries
from anymask.storage.archives import index_tar

NAMES = ["cats_1.jpg", "cats_2.jpg", "em_vnc_1.jpg"]


@pytest.fixture
def compressed(archive: Path) -> Path:
    path = archive.with_name("pack.tar.gz")
    path.write_bytes(gzip.compress(archive.read_bytes()))
    return path


@pytest.mark.parametrize("kind", ["folder", "archive", "compressed"])
def test_every_container_holds_the_same_pairs(kind: str, request: pytest.FixtureRequest) -> None:
    broken = BrokenSamples()
    entries = list(read_entries(request.getfixturevalue(kind), broken))
    assert [entry.name for entry in entries] == NAMES
    assert [len(entry.read().masks) for entry in entries] == [2, 0, 5]
    assert [entry.read().source for entry in entries] == ["cats", "cats", "em"]
    assert list(broken.reasons) == ["em_vnc_2.jpg"]


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_shard_that_ends_early_is_noted_and_gives_what_it_has(
    archive: Path, compress: Callable[[bytes], bytes]
) -> None:
    torn = archive.read_bytes()[: index_tar(archive)["pack/em_vnc_1.jpg"].offset + 100]
    archive.write_bytes(compress(torn))
    broken = BrokenSamples()
    assert [entry.name for entry in read_entries(archive, broken)] == NAMES[:2]
    assert list(broken.reasons) == [str(archive)]


@pytest.mark.parametrize("name", ["empty.tar", "missing.tar"])
def test_empty_and_missing_shards_are_noted(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.tar").write_bytes(b"")
    broken = BrokenSamples()
    assert list(read_entries(tmp_path / name, broken)) == []
    assert list(broken.reasons) == [str(tmp_path / name)]


def test_files_do_not_wait_for_their_partner_without_end(
    compressed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shard_entries, "MAX_WAITING", 0)
    broken = BrokenSamples()
    assert list(read_entries(compressed, broken)) == []
    assert "does not keep images beside their json" in broken.reasons[str(compressed)]


def test_broken_pairs_are_named() -> None:
    with pytest.raises(BrokenSampleError, match=r"a\.jpg cannot be used: the image of 4 bytes"):
        Entry("a.jpg", b"torn", b"{}").read()

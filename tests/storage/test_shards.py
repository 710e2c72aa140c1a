"""Shards hold everything once, are whole or absent, and stay below their size."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anymask.errors import InputError
from anymask.storage.archives import read_tar
from anymask.storage.shards import ShardWriter


@settings(max_examples=25, deadline=None)
@given(st.lists(st.binary(max_size=2000), max_size=12), st.integers(2000, 9000))
def test_all_files_come_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], max_bytes: int
) -> None:
    folder = tmp_path_factory.mktemp("shards")
    files = [(f"{i}.bin", content) for i, content in enumerate(contents)]
    with ShardWriter(folder, "s", max_bytes) as writer:
        for name, content in files:
            writer.add({name: content})
    assert sorted(folder.iterdir()) == writer.paths
    assert [member for path in writer.paths for member in read_tar(path)] == files


def test_shards_are_closed_before_they_grow_too_large(tmp_path: Path) -> None:
    with ShardWriter(tmp_path, "s", max_bytes=6000) as writer:
        for i in range(6):
            writer.add({f"{i}.jpg": bytes(900), f"{i}.json": b"{}"})
    names = [[name for name, _ in read_tar(path)] for path in writer.paths]
    assert names == [[f"{i}.jpg", f"{i}.json", f"{i + 1}.jpg", f"{i + 1}.json"] for i in (0, 2, 4)]


def test_an_error_drops_the_shard_in_work_and_keeps_the_finished_ones(tmp_path: Path) -> None:
    def write() -> None:
        with ShardWriter(tmp_path, "s", max_bytes=2000) as writer:
            writer.add({"a": bytes(1000)})
            writer.add({"b": bytes(1000)})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert [path.name for path in tmp_path.iterdir()] == ["s-000000.tar"]


def test_equal_content_gives_equal_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        with ShardWriter(tmp_path / folder, "s") as writer:
            writer.add({"x": b"y"})
    assert (tmp_path / "a/s-000000.tar").read_bytes() == (tmp_path / "b/s-000000.tar").read_bytes()


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b"])
def test_names_with_folders_are_refused(tmp_path: Path, name: str) -> None:
    with ShardWriter(tmp_path, "s") as writer, pytest.raises(InputError, match="plain file name"):
        writer.add({name: b""})

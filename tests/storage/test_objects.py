"""Claims about object stores, the same for a folder and for a store that fsspec reaches."""

from pathlib import Path
from uuid import uuid4

import pytest

from anymask.errors import ConfigurationError, InputError
from anymask.storage.objects import ObjectStore


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    """An empty store of each kind."""
    return ObjectStore(
        str(tmp_path / "objects") if request.param == "folder" else f"memory://{uuid4().hex}"
    )


def test_what_was_put_is_found(store: ObjectStore) -> None:
    store.put("a/b.bin", b"one")
    store.put("a/c/d.bin", b"")
    store.put("e.bin", b"two")
    assert store.get("a/b.bin") == b"one"
    assert list(store.keys("a")) == ["a/b.bin", "a/c/d.bin"]
    assert list(store.keys("z")) == []
    assert store.exists("a/c/d.bin")
    assert not store.exists("a")


def test_an_object_is_replaced_and_removed(store: ObjectStore) -> None:
    for content in (b"old", b"new"):
        store.put("x", content)
    assert store.get("x") == b"new"
    store.delete("x")
    store.delete("x")
    assert not store.exists("x")
    with pytest.raises(InputError, match="holds no x"):
        store.get("x")


def test_a_folder_comes_back_as_it_was(store: ObjectStore, tmp_path: Path) -> None:
    source = tmp_path / "model"
    (source / "inside").mkdir(parents=True)
    (source / "config.json").write_text("{}")
    (source / "inside" / "w.bin").write_bytes(b"123")
    store.put_folder("models/7", source)
    copy = store.fetch_folder("models/7", tmp_path / "cache")
    assert (copy / "inside" / "w.bin").read_bytes() == b"123"
    assert store.fetch_folder("models/7", tmp_path / "cache") == copy
    with pytest.raises(InputError, match="holds nothing below models/8"):
        store.fetch_folder("models/8", tmp_path / "cache")


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../x", "a//b", "a/../../b", "a\0", "x" * 600])
def test_keys_do_not_lead_out_of_the_store(store: ObjectStore, key: str) -> None:
    for act in (lambda: store.put(key, b""), lambda: store.get(key), lambda: store.exists(key)):
        with pytest.raises(InputError, match="is no key"):
            act()


def test_a_store_that_is_not_known_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="the object store 'nothing://x' cannot be used"):
        ObjectStore("nothing://x")

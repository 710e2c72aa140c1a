"""Tensor files: safetensors both ways, .pth without running code, clear words about the rest."""

import pickle
from pathlib import Path

import pytest
import torch
from torch import Tensor

from anymask.errors import CheckpointError, ResourceError
from anymask.storage import tensors as module
from anymask.storage.tensors import read_metadata, read_tensors, write_tensors


@pytest.fixture
def weights() -> dict[str, Tensor]:
    """A few tensors of several types and shapes."""
    return {
        "a.weight": torch.randn(3, 4),
        "a.half": torch.randn(5).half(),
        "steps": torch.tensor(7),
        "empty": torch.zeros(0, 2),
    }


def assert_equal(got: dict[str, Tensor], expected: dict[str, Tensor]) -> None:
    assert got.keys() == expected.keys()
    for name, value in expected.items():
        assert got[name].dtype == value.dtype
        assert torch.equal(got[name], value)


def test_written_tensors_are_read_back(tmp_path: Path, weights: dict[str, Tensor]) -> None:
    write_tensors(tmp_path / "w.safetensors", weights, {"kind": "test"})
    assert_equal(read_tensors(tmp_path / "w.safetensors"), weights)
    assert read_metadata(tmp_path / "w.safetensors") == {"kind": "test"}


@pytest.mark.parametrize("modern", [True, False])
@pytest.mark.parametrize("wrap", [None, "model", "state_dict"])
def test_files_of_torch_save_are_read(
    tmp_path: Path, weights: dict[str, Tensor], wrap: str | None, modern: bool
) -> None:
    content = {wrap: weights, "epoch": 3} if wrap else weights
    torch.save(content, tmp_path / "w.pth", _use_new_zipfile_serialization=modern)
    assert_equal(read_tensors(tmp_path / "w.pth"), weights)


def test_the_name_of_a_file_does_not_matter(tmp_path: Path, weights: dict[str, Tensor]) -> None:
    write_tensors(tmp_path / "w.pth", weights, {})
    torch.save(weights, tmp_path / "w.safetensors")
    assert_equal(read_tensors(tmp_path / "w.pth"), read_tensors(tmp_path / "w.safetensors"))


def test_views_transposes_and_shared_memory_are_written(tmp_path: Path) -> None:
    table = torch.arange(12.0).reshape(3, 4)
    tied = {"t": table.T, "row": table[1], "again": table, "twice": table}
    write_tensors(tmp_path / "w.safetensors", tied, {})
    assert_equal(read_tensors(tmp_path / "w.safetensors"), tied)


@pytest.mark.parametrize("kept", [4, 60, 0.6, -1])
@pytest.mark.parametrize("name", ["w.safetensors", "w.pth"])
def test_truncated_files_are_refused(
    tmp_path: Path, weights: dict[str, Tensor], name: str, kept: float
) -> None:
    path = tmp_path / name
    if name.endswith("pth"):
        torch.save(weights, path)
    else:
        write_tensors(path, weights, {})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept) if isinstance(kept, float) else kept])
    with pytest.raises(CheckpointError, match=r"truncated|expected a \.safetensors"):
        read_tensors(path)


def test_a_truncated_file_says_how_much_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    write_tensors(path, {"w": torch.zeros(1000)}, {})
    content = path.read_bytes()
    path.write_bytes(content[:-10])
    with pytest.raises(CheckpointError, match=f"{len(content) - 10} bytes of {len(content)}"):
        read_tensors(path)


class Bomb:
    """Writes a file when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return (open, ("exploded", "w"))


def test_code_in_a_pickle_never_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"w": torch.zeros(2), "x": Bomb()}, "zip.pth")
    torch.save({"x": Bomb()}, "old.pth", _use_new_zipfile_serialization=False)
    Path("plain.pth").write_bytes(pickle.dumps(Bomb()))
    for name in ("zip.pth", "old.pth", "plain.pth"):
        with pytest.raises(CheckpointError, match=r"more than tensors.*never runs.*safetensors"):
            read_tensors(Path(name))
    assert not Path("exploded").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"is empty \(0 bytes\)"),
        (b"<!DOCTYPE html><html>Sign in</html>", "is a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00", "git lfs pull"),
        (b"I am a text file and no weights", "begins with b'I am a text"),
        (b"\xff" * 7 + b"\x7f{" + bytes(99), "begins with"),
        (b"\x0a" + bytes(7) + b'{"a":  1} ' + bytes(9), "damaged safetensors header"),
        (b"\x02" + bytes(7) + b"{]" + bytes(9), "damaged safetensors header"),
        (b"PK\x03\x04" + bytes(90), "truncated or damaged"),
    ],
)
def test_foreign_files_are_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "sam_vit_b.safetensors"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=message) as caught:
        read_tensors(path)
    assert "sam_vit_b.safetensors" in str(caught.value)


@pytest.mark.parametrize("content", [[torch.zeros(2)], {"a": 1}, {}, {"model": {}}])
def test_pickles_without_tensors_are_refused(tmp_path: Path, content: object) -> None:
    torch.save(content, tmp_path / "w.pth")
    with pytest.raises(CheckpointError, match="without tensors; expected"):
        read_tensors(tmp_path / "w.pth")


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"no such file.*expected"):
        read_tensors(tmp_path / "w.pth")
    with pytest.raises(CheckpointError, match=r"directory.*expected"):
        read_tensors(tmp_path)


def test_metadata_is_empty_or_refused_where_there_is_none(tmp_path: Path) -> None:
    write_tensors(tmp_path / "w.safetensors", {"w": torch.zeros(1)}, {})
    assert read_metadata(tmp_path / "w.safetensors") == {}
    torch.save({"w": torch.zeros(1)}, tmp_path / "w.pth")
    with pytest.raises(CheckpointError, match=r"only \.safetensors files hold metadata"):
        read_metadata(tmp_path / "w.pth")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "w.safetensors"
    write_tensors(path, {"w": torch.zeros(1)}, {})

    def fail(*_: object, **__: object) -> None:
        raise module.SafetensorError("I/O error: No space left on device (os error 28)")

    monkeypatch.setattr(module, "save_file", fail)
    with pytest.raises(ResourceError, match=r"No space left.*free some space"):
        write_tensors(path, {"w": torch.ones(1)}, {})
    assert read_tensors(path)["w"].item() == 0


def test_weights_get_the_permissions_of_any_new_file(tmp_path):
    write_tensors(tmp_path / "model.safetensors", {"a": torch.zeros(1)}, {})
    (tmp_path / "other").touch()
    modes = [(tmp_path / name).stat().st_mode for name in ("model.safetensors", "other")]
    assert modes[0] == modes[1]


def test_a_header_as_long_as_a_pickle_begins_is_no_pickle(tmp_path: Path) -> None:
    path, note = tmp_path / "weights.safetensors", ""
    while not path.exists() or path.read_bytes()[0] != 0x80:  # lengths are multiples of eight
        note += "12345678"
        write_tensors(path, {"weight": torch.ones(2)}, {"note": note})
    assert torch.equal(read_tensors(path)["weight"], torch.ones(2))
    assert read_metadata(path) == {"note": note}

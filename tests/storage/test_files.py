"""A file is whole or absent, whatever goes wrong while it is written."""

import errno
import json
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from anymask.errors import InputError, ResourceError
from anymask.storage import files
from anymask.storage.files import atomic_write, write_bytes, write_json, write_text


def test_the_file_appears_only_when_the_block_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "note.txt"
    with atomic_write(path) as temporary:
        temporary.write_text("whole")
        assert not path.exists()
        assert temporary.parent == path.parent
    assert path.read_text() == "whole"
    assert list(path.parent.iterdir()) == [path]


def test_a_failing_block_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("old")
    with pytest.raises(ValueError, match="illegal newline"), atomic_write(path) as temporary:
        temporary.write_text("half", newline="no newline at all")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_errors_of_the_block_that_are_not_about_the_disk_pass_through(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError), atomic_write(tmp_path / "note.txt"):
        raise ConnectionError("of another kind")


@pytest.mark.parametrize(
    ("write", "value", "content"),
    [
        (write_bytes, b"\x00\xff", b"\x00\xff"),
        (write_text, "grün\n", "grün\n".encode()),
        (write_json, {"name": "grün", "score": 0.5}, '{"name": "grün", "score": 0.5}'.encode()),
    ],
)
def test_values_are_written_as_they_are(
    tmp_path: Path, write: Callable[[Path, object], None], value: object, content: bytes
) -> None:
    write(tmp_path / "file", value)
    assert (tmp_path / "file").read_bytes() == content


def test_json_is_read_back(tmp_path: Path) -> None:
    value = {"a": [1, 2.5, None, True], "b": {"c": "d"}}
    write_json(tmp_path / "value.json", value)
    assert json.loads((tmp_path / "value.json").read_text()) == value


def test_new_files_have_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_text(tmp_path / "ours", "")
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE(
        (tmp_path / "plain").stat().st_mode
    )


def test_the_longest_allowed_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".txt")
    write_text(path, "long")
    assert path.read_text() == "long"


def test_a_file_that_grows_beyond_the_limit_is_a_resource_error(tmp_path: Path) -> None:
    path = tmp_path / "big"
    path.write_text("old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(ResourceError, match="big: file too large; free some space"):
            write_bytes(path, bytes(8192))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_is_a_resource_error_at_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, step, fail)
    with pytest.raises(ResourceError, match="no space left on device; free some space"):
        write_text(tmp_path / "note.txt", "text")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.EACCES, InputError),
        (errno.EROFS, InputError),
        (errno.ENAMETOOLONG, InputError),
        (errno.EIO, ResourceError),
    ],
)
def test_other_failures_say_who_can_help(tmp_path: Path, code: int, kind: type[Exception]) -> None:
    error = files.unwritable(tmp_path / "x", OSError(code, os.strerror(code)))
    assert type(error) is kind
    assert os.strerror(code).lower() in str(error)
    assert "choose" in str(error)


def test_a_folder_or_a_file_in_the_way_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file" / "below.txt"):
        with pytest.raises(InputError, match="cannot write"):
            write_text(path, "text")


def test_a_killed_writer_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("old")
    program = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from anymask.storage.files import atomic_write\n"
        "with atomic_write(Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_text('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    run = subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert run.returncode == -signal.SIGKILL
    assert path.read_text() == "old"

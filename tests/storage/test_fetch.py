"""Downloads from a real, misbehaving web server on this machine."""

import hashlib
import multiprocessing
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from anymask.errors import InputError, ResourceError
from anymask.storage import fetch as module
from anymask.storage.fetch import cache_folder, fetch


@pytest.fixture(autouse=True)
def _no_pauses_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE_SECONDS", 0.0)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the downloaded file shall lie."""
    return tmp_path / "cache" / "weights.pth"


def download(server: Any, target: Path, **changes: Any) -> Path:
    """Fetch the server's file, knowing its size and hash unless told otherwise."""
    known = {"sha256": sha256(server.content), "size": len(server.content), "report": None}
    return fetch(server.url, target, **(known | changes))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def litter(target: Path) -> list[str]:
    """Names of what lies beside the target."""
    return [path.name for path in target.parent.iterdir() if path != target]


@pytest.mark.parametrize("known", [{}, {"sha256": None}, {"size": None}])
def test_a_file_arrives_whole_and_is_not_fetched_again(
    server: Any, target: Path, known: dict[str, None]
) -> None:
    assert download(server, target, **known) == target
    assert target.read_bytes() == server.content
    assert litter(target) == []
    download(server, target, **known)
    assert server.asked == [None]


def test_progress_is_reported_up_to_the_end(server: Any, target: Path) -> None:
    calls: list[tuple[int, int]] = []
    download(server, target, report=lambda done, total: calls.append((done, total)))
    assert calls == sorted(calls)
    assert calls[-1] == (len(server.content), len(server.content))


@pytest.mark.parametrize("known", [{}, {"sha256": None}, {"sha256": None, "size": None}])
def test_a_dropped_connection_is_continued_where_it_broke(
    server: Any, target: Path, known: dict[str, None]
) -> None:
    server.drop_after = [300_000, 200_000]
    download(server, target, **known)
    assert target.read_bytes() == server.content
    assert server.asked == [None, "bytes=300000-", "bytes=500000-"]


@pytest.mark.parametrize("tag", [None, 'W/"weak"'])
def test_pieces_are_not_joined_when_nothing_tells_their_version(
    server: Any, target: Path, tag: str | None
) -> None:
    server.drop_after, server.tag = [300_000], tag
    download(server, target, sha256=None)
    assert target.read_bytes() == server.content
    assert server.asked == [None, None]


def test_a_file_that_changes_on_the_server_is_fetched_from_the_start(
    server: Any, target: Path
) -> None:
    server.drop_after = [300_000]

    def change(done: int, total: int) -> None:
        server.content, server.tag = b"new version" * 90_000, '"v2"'

    download(server, target, sha256=None, size=None, report=change)
    assert target.read_bytes() == server.content


def test_a_later_run_continues_what_an_earlier_one_left(server: Any, target: Path) -> None:
    server.drop_after = [400_000] + [0] * (module.ATTEMPTS - 1)
    with pytest.raises(ResourceError, match=r"cannot download .*\(6 attempts\).*it goes on where"):
        download(server, target)
    assert litter(target) == ["weights.pth.part"]
    download(server, target)
    assert server.asked[-1] == "bytes=400000-"
    assert target.read_bytes() == server.content


@pytest.mark.parametrize("length", [10, 1_024_000, 2_000_000])
@pytest.mark.parametrize("known", [{}, {"size": None}])
def test_a_spoilt_part_is_thrown_away(
    server: Any, target: Path, length: int, known: dict[str, None]
) -> None:
    target.parent.mkdir()
    target.with_name("weights.pth.part").write_bytes(b"x" * length)
    download(server, target, **known)
    assert target.read_bytes() == server.content
    assert litter(target) == []


def test_a_server_without_ranges_sends_all_again(server: Any, target: Path) -> None:
    server.ranges, server.drop_after = False, [300_000]
    download(server, target)
    assert target.read_bytes() == server.content


def test_wrong_bytes_never_get_the_name(server: Any, target: Path) -> None:
    wanted = sha256(server.content)
    server.content = server.content[::-1]
    with pytest.raises(ResourceError, match=f"SHA-256 {sha256(server.content)}.*{wanted}"):
        download(server, target, sha256=wanted)
    assert not target.exists()


@pytest.mark.parametrize("claimed", [100, 5_000_000])
def test_a_length_that_is_not_the_expected_one_ends_the_download(
    server: Any, target: Path, claimed: int
) -> None:
    server.claimed_length = claimed
    with pytest.raises(ResourceError, match=f"gives {claimed} bytes, but {len(server.content)}"):
        download(server, target)
    assert not target.exists()


def test_a_length_beyond_the_content_is_not_taken_for_a_whole_file(
    server: Any, target: Path
) -> None:
    server.claimed_length = 5_000_000
    with pytest.raises(ResourceError, match="cannot download"):
        download(server, target, size=None, sha256=None)
    assert not target.exists()


def test_an_endless_answer_is_cut_off(server: Any, target: Path) -> None:
    server.without_length = True
    with pytest.raises(ResourceError, match="more bytes than that, but 1000 bytes"):
        download(server, target, size=1000)


def test_an_answer_without_a_length_is_taken(server: Any, target: Path) -> None:
    server.without_length = True
    assert download(server, target, size=None).read_bytes() == server.content


def test_a_login_page_does_not_cost_what_has_arrived(server: Any, target: Path) -> None:
    server.drop_after = [400_000] + [0] * (module.ATTEMPTS - 1)
    with pytest.raises(ResourceError):
        download(server, target)
    content, server.content, server.tag = server.content, b"<html>Sign in</html>", None
    server.ranges = False
    with pytest.raises(ResourceError, match=r"20 bytes, but 1024000 bytes.*error page"):
        download(server, target, size=len(content), sha256=sha256(content))
    server.content, server.ranges = content, True
    download(server, target)
    assert server.asked[-1] == "bytes=400000-"


def test_a_wrong_file_in_the_place_is_replaced(server: Any, target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(b"truncated")
    download(server, target)
    assert target.read_bytes() == server.content


def test_a_busy_server_is_asked_again(server: Any, target: Path) -> None:
    server.statuses = [503, 429]
    download(server, target)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_is_final(server: Any, target: Path, status: int) -> None:
    server.statuses = [status] * 9
    with pytest.raises(ResourceError, match=f"the server answered {status}"):
        download(server, target)
    assert len(server.asked) == 1


def test_a_redirect_to_another_web_address_is_followed(server: Any, target: Path) -> None:
    server.redirect = server.url.replace("/file", "/moved")
    server.drop_after = [300_000]
    assert download(server, target).read_bytes() == server.content
    assert server.asked == [None, None, "bytes=300000-", "bytes=300000-"]


@pytest.mark.parametrize("scheme", ["file", "ftp", "data", "gopher"])
def test_a_redirect_elsewhere_is_refused(server: Any, target: Path, scheme: str) -> None:
    secret = target.parent.parent / "secret"
    secret.write_text("secret")
    server.redirect = f"{scheme}://{secret}"
    with pytest.raises(ResourceError, match="not allowed"):
        fetch(server.url, target, sha256=None, size=None, report=None)
    assert not target.exists()


@pytest.mark.parametrize("code", ["unreachable", "refused"])
def test_a_machine_that_does_not_answer_is_named(target: Path, code: str) -> None:
    url = "http://127.0.0.1:9/x" if code == "refused" else "http://nowhere.invalid/x"
    with pytest.raises(ResourceError, match=f"cannot download {url}: .*or put the file at"):
        fetch(url, target, sha256=None, size=None, report=None)


def test_a_small_disk_is_noticed_before_the_download(
    server: Any, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 9, 10))
    with pytest.raises(
        ResourceError, match=r"needs 1024000 bytes more but 10 are free.*TORCH_HOME"
    ):
        download(server, target)


def test_a_forbidden_place_is_an_input_error(server: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot write"):
        download(server, tmp_path / "file" / "weights.pth")


def test_two_processes_share_one_download(server: Any, target: Path) -> None:
    context = multiprocessing.get_context("spawn")
    known = {"sha256": sha256(server.content), "size": len(server.content), "report": None}
    workers = [
        context.Process(target=fetch, args=(server.url, target), kwargs=known) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert target.read_bytes() == server.content


@pytest.mark.parametrize(
    "home", [{}, {"TORCH_HOME": "/a/b"}, {"XDG_CACHE_HOME": "/c"}, {"TORCH_HOME": "~/d"}]
)
def test_the_cache_is_that_of_torch_hub(
    home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TORCH_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in home.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == Path(torch.hub.get_dir()) / "checkpoints"

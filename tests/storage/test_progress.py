"""Progress never touches stdout nor the items, and keeps log files short."""

import io
import subprocess
import sys

import pytest
from rich.console import Console

from anymask.storage import progress
from anymask.storage.progress import track, track_bytes


@pytest.mark.parametrize("quiet", [True, False])
def test_items_pass_through_unchanged(quiet: bool) -> None:
    assert list(track(range(5), "things", quiet=quiet)) == [0, 1, 2, 3, 4]
    assert list(track(iter("ab"), "things", total=2, quiet=quiet)) == ["a", "b"]


def test_a_log_file_gets_the_last_state_only(capsys: pytest.CaptureFixture[str]) -> None:
    list(track(range(500), "images"))
    assert capsys.readouterr() == ("", "images: 500 of 500\n")


def test_a_slow_run_writes_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY_SECONDS", 0.0)
    list(track(iter("ab"), "images"))
    assert capsys.readouterr().err == "images: 0\nimages: 1\nimages: 2\n"


@pytest.mark.parametrize(
    ("seconds", "left"), [(0.1, ""), (40, ", 60 s left"), (80, ", 2 min left")]
)
def test_a_line_says_how_long_the_rest_will_take(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    left: str,
) -> None:
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    items = track(range(5), "images")
    next(items)
    next(items)
    now = seconds
    next(items)
    items.close()
    assert capsys.readouterr().err.splitlines()[-1] == f"images: 2 of 5{left}"


def test_quiet_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    list(track(range(5), "images", quiet=True))
    with track_bytes("weights", quiet=True) as report:
        report(1, 2)
    assert capsys.readouterr() == ("", "")


def test_an_interrupted_run_says_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    items = track(range(5), "images")
    for _ in range(3):
        next(items)
    items.close()
    assert capsys.readouterr().err == "images: 2 of 5\n"


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(
        progress, "Console", lambda stderr: Console(file=screen, force_terminal=True, width=90)
    )
    list(track(range(3), "images"))
    with track_bytes("weights") as report:
        report(500, 1000)
        report(1000, 1000)
    assert "3/3" in screen.getvalue()
    assert "1.0/1.0 kB" in screen.getvalue()


def test_importing_it_does_not_load_torch() -> None:
    program = (
        "import sys, anymask.storage.progress, anymask.storage.fetch\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

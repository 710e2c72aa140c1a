"""Claims about searching for everything, one at a time."""

import threading
import time

import pytest

from anymask.errors import InputError, ResourceError
from anymask.inference.options import AutomaticOptions
from anymask.serving.play import everything
from anymask.serving.play.everything import MOST_WAITING, Searches

OPTIONS = AutomaticOptions(points_per_side=4)


class Wait:
    """Instead of a search: waits until it may go on."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.running = 0
        self.most = 0

    def __call__(self, embed, _pixels, _options, *, fast: bool) -> str:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            while not self.go.wait(0.01):
                embed(None).step()
            return "masks"
        finally:
            self.running -= 1


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Searches that wait."""
    made = Wait()
    monkeypatch.setattr(everything, "segment_everything", made)
    return made


@pytest.fixture
def begin(photo):
    """The function that begins a search, and the searches."""
    searches = Searches()

    class Scene:
        sam = image = frame = None

    def start(name: str, content: bytes | None = None):
        return searches.start(name, content or photo(), Scene(), OPTIONS, fast=True)

    yield start, searches
    searches.close()


def over(search) -> str:
    """Wait for the end of a search."""
    for _ in range(600):
        if search.is_over:
            return search.state
        time.sleep(0.02)
    raise AssertionError("it does not end")


def test_one_search_runs_and_few_wait(begin, wait: Wait) -> None:
    start, searches = begin
    first = start("0")
    while first.state == "waiting":
        time.sleep(0.01)
    others = [start(str(number + 1)) for number in range(MOST_WAITING)]
    with pytest.raises(ResourceError, match="searches wait already"):
        start("too many")
    wait.go.set()
    assert [over(each) for each in (first, *others)] == ["done"] * (MOST_WAITING + 1)
    assert (wait.most, first.found, searches.find("0")) == (1, "masks", first)


def test_a_new_search_in_an_image_ends_the_old_one(begin, wait: Wait) -> None:
    start, searches = begin
    old = start("a")
    new = start("a")
    assert over(old) == "stopped"
    searches.stop("a")
    assert over(new) == "stopped"
    searches.stop("nowhere")


def test_what_goes_wrong_is_told(begin, monkeypatch: pytest.MonkeyPatch) -> None:
    start, _ = begin

    def fail(*_args, **_more):
        raise InputError("no")

    monkeypatch.setattr(everything, "segment_everything", fail)
    search = start("a")
    assert (over(search), search.message) == ("failed", "no")
    damaged = start("b", b"no image")
    assert over(damaged) == "failed"

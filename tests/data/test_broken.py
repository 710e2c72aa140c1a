"""The ledger of broken samples: complete, shared, and never in the way."""

import json
import threading
from pathlib import Path

import pytest

from anymask.data.broken import BrokenSampleError, BrokenSamples
from anymask.errors import FormatError


def test_a_sample_is_counted_once_with_its_first_reason() -> None:
    broken = BrokenSamples()
    broken.record("a.jpg", BrokenSampleError("a.jpg", "it is empty"))
    broken.record("a.jpg", "something else")
    broken.record("b.jpg", ValueError("it is torn"))
    assert broken.count == 2
    assert broken.reasons == {"a.jpg": "it is empty", "b.jpg": "it is torn"}


def test_the_summary_names_the_first_ones_and_counts_the_rest() -> None:
    broken = BrokenSamples()
    assert broken.summary() == "no broken samples"
    for number in range(7):
        broken.record(f"{number}.jpg", "torn")
    assert broken.summary().startswith("7 broken samples were skipped: 0.jpg (torn); 1.jpg (torn)")
    assert broken.summary().endswith("4.jpg (torn); and 2 more")


def test_threads_lose_nothing() -> None:
    broken = BrokenSamples()

    def work(first: int) -> None:
        for number in range(first, first + 300):
            broken.record(str(number), "torn")

    threads = [threading.Thread(target=work, args=(100 * i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken.count == 1000


def test_a_file_keeps_what_an_earlier_run_wrote(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    BrokenSamples().write(path)
    assert not path.exists()
    for name in ("a.jpg", "b.jpg"):
        broken = BrokenSamples()
        broken.record(name, "torn")
        broken.write(path)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines == [{"name": name, "reason": "torn"} for name in ("a.jpg", "b.jpg")]


def test_a_foreign_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text("[1]\n")
    broken = BrokenSamples()
    broken.record("a", "b")
    with pytest.raises(FormatError, match="no list of broken samples"):
        broken.write(path)

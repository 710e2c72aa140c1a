"""Claims about the walk over a set: each image once, resumed, sampled, with failures named."""

from pathlib import Path

import numpy as np
import pytest

from anymask.errors import InputError
from anymask.evaluation.baselines.box import FilledBox
from anymask.evaluation.object_rows import ObjectRow
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.report import Failure
from anymask.evaluation.rows import RowFile, RowLog
from anymask.evaluation.sampling import Sampling
from anymask.evaluation.walk import Walked, walk


def walk_boxes(dataset, log: RowLog, sampling: Sampling | None = None) -> Walked:
    """Measure the filled box, which is right for rectangles."""
    return walk("sets/r", dataset, FilledBox(), PointsTask(), sampling or Sampling(), log)


def test_every_image_has_its_row(dataset) -> None:
    walked = walk_boxes(dataset, RowLog())
    assert [row.key.image for row in walked.rows] == ["0.png", "1.png"]
    assert [row.scores for row in walked.rows] == [{"box": (1, 1)}, {"box": (1,)}]
    assert [row.areas for row in walked.rows] == [(400, 460), (600,)]
    assert walked.rows[0].set_name == "rectangles"
    assert dataset.opened == [0, 1]


def test_what_was_measured_is_not_opened_again(dataset, tmp_path: Path) -> None:
    first = walk_boxes(dataset, RowFile(tmp_path, {}, ObjectRow))
    dataset.opened.clear()
    assert walk_boxes(dataset, RowFile(tmp_path, {}, ObjectRow)) == first
    assert dataset.opened == []


def test_an_interrupted_walk_goes_on_with_the_next_image(dataset, tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(order):
        yield order[0]
        raise StopError

    log = RowFile(tmp_path, {}, ObjectRow)
    with pytest.raises(StopError):
        walk("sets/r", dataset, FilledBox(), PointsTask(), Sampling(), log, stop)
    dataset.opened.clear()
    assert walk_boxes(dataset, RowFile(tmp_path, {}, ObjectRow)) == walk_boxes(dataset, RowLog())
    assert dataset.opened == [1, 0, 1]


def test_a_maximum_of_objects_is_kept_exactly(drawn, rectangles) -> None:
    boxes = [(x, y, x + 4, y + 4) for x in range(0, 40, 10) for y in range(0, 40, 10)]
    dataset = drawn([rectangles(*boxes) for _ in range(5)])
    for most in (1, 16, 20, 80, 99):
        walked = walk_boxes(dataset, RowLog(), Sampling(max_objects=most))
        assert sum(len(row.numbers) for row in walked.rows) == min(most, 80)
        assert len(walked.rows) == min(-(-most // 16), 5)


def test_images_that_cannot_be_read_are_named_and_passed_over(drawn, pair, monkeypatch) -> None:
    dataset = drawn([pair] * 3)
    whole = dataset.image_bytes
    contents = {0: b"no image", 1: whole(1)}
    monkeypatch.setattr(dataset, "image_bytes", lambda index: contents.get(index) or _missing())
    walked = walk_boxes(dataset, RowLog())
    assert [row.key.image for row in walked.rows] == ["1.png"]
    assert [(failure.data, failure.image) for failure in walked.failures] == [
        ("sets/r", "0.png"),
        ("sets/r", "2.png"),
    ]
    assert walked.failures[1] == Failure(
        "sets/r", "2.png", "cannot read it: no such file or directory"
    )


def _missing() -> bytes:
    return Path("nowhere.png").read_bytes()


def test_an_image_without_an_object_is_not_looked_at(drawn, pair, rectangles) -> None:
    class Careful(FilledBox):
        def __call__(self, image: np.ndarray):
            assert image.any(), "there is nothing to see"
            return super().__call__(image)

    dataset = drawn([rectangles((9, 9, 9, 9)), pair])
    walked = walk("r", dataset, Careful(), PointsTask(), Sampling(), RowLog())
    assert [row.left_out for row in walked.rows] == [{"empty": 1}, {}]


def test_a_set_where_nothing_counts_is_refused(drawn, rectangles) -> None:
    with pytest.raises(InputError, match="sets/r has no object that counts in 1 images"):
        walk_boxes(drawn([rectangles((9, 9, 9, 9))]), RowLog())

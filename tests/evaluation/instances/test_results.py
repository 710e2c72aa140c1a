"""Claims about the files of results."""

import json
from pathlib import Path

from anymask.evaluation.instances.detections import read_detections
from anymask.evaluation.instances.judged import FoundMask
from anymask.evaluation.instances.results import write_results
from anymask.evaluation.instances.row import InstanceRow
from anymask.evaluation.rows import RowKey


def row(method: str, image: int, mask: FoundMask, stamp: str = "") -> InstanceRow:
    """A row with one mask."""
    key = RowKey(method, stamp, "sets/cats", f"{image}.png")
    return InstanceRow(key, "cats", image, (), {}, (mask,))


def test_each_method_gets_a_file_that_can_be_read_again(
    content_of, found_in, truth_of, tmp_path: Path
) -> None:
    content = content_of(0, "coco")
    first, second, *_ = found_in(content, 1)
    rows = [row("runs/a b", 3, first), row("runs/a b", 4, second), row("tiny", 3, second)]
    truths = {"sets/cats": truth_of(content)}
    paths = write_results(rows, truths, tmp_path / "results")
    assert [path.name for path in paths] == ["runs_a-b-cats.json", "tiny-cats.json"]
    assert [json.loads(path.read_text())[0]["score"] for path in paths] == [
        first.score,
        second.score,
    ]
    assert len(read_detections(paths[0])) == 2


def test_the_later_row_of_an_image_counts(content_of, found_in, truth_of, tmp_path: Path) -> None:
    content = content_of(0, "coco")
    old, new, *_ = found_in(content, 1)
    rows = [row("tiny", 3, old, "1"), row("tiny", 3, new, "2")]
    (path,) = write_results(rows, {"sets/cats": truth_of(content)}, tmp_path)
    (result,) = json.loads(path.read_text())
    assert result["segmentation"]["counts"] == new.counts


def test_rows_of_other_data_are_passed_over(content_of, found_in, tmp_path: Path) -> None:
    found = found_in(content_of(0, "coco"), 1)
    assert write_results([row("tiny", 3, found[0])], {}, tmp_path) == []

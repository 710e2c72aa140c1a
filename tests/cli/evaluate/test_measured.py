"""Rows of every method on every set, kept and found again, and what could not be read is named."""

from pathlib import Path

from anymask.cli.evaluate.measured import measure
from anymask.cli.evaluate.request import Request
from anymask.evaluation.points.task import PointsTask
from anymask.evaluation.sampling import Sampling


def boxes(squares: Path) -> Request:
    """A request for filled boxes."""
    return Request([squares], "eval", Sampling(), [], ["box"], None, "fp32")


def test_every_image_has_a_row_and_a_second_run_finds_them(squares: Path, tmp_path: Path) -> None:
    task = PointsTask(columns=(1,))
    first = measure(task, boxes(squares), tmp_path / "out")
    assert [row.key.image for row in first.rows["filled box"]] == ["0.png", "1.png"]
    assert list(first.sets) == [str(squares)]
    (squares / "images" / "1.png").unlink()
    assert measure(task, boxes(squares), tmp_path / "out").rows == first.rows


def test_what_cannot_be_read_is_a_failure_and_a_note(squares: Path, capsys) -> None:
    (squares / "images" / "0.png").write_bytes(b"no image")
    found = measure(PointsTask(columns=(1,)), boxes(squares), None)
    assert [failure.image for failure in found.failures] == ["0.png"]
    assert found.notes[0].startswith("not read: ")
    assert "0.png" in capsys.readouterr().err

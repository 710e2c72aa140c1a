"""What `anymask evaluate probe` does besides a table: it draws queries and their neighbours."""

from collections.abc import Iterator
from pathlib import Path

from anymask.cli.console import say
from anymask.cli.evaluate.measured import Measured, measure
from anymask.cli.evaluate.request import Request
from anymask.cli.evaluate.run import Output, conclude, sum_up, write_all
from anymask.evaluation.probe.gallery import make_lines
from anymask.evaluation.probe.picture import draw_neighbours
from anymask.evaluation.probe.row import ProbeRow
from anymask.evaluation.probe.task import ProbeTask
from anymask.evaluation.report import Report
from anymask.storage.images import save_png


def run_probe(task: ProbeTask, request: Request, output: Output) -> Report:
    """Embed all masks, report how often neighbours are of one category, and draw some.

    Raises:
        Exit: with code 1, for images that cannot be read or a closed gate.
    """
    measured = measure(task, request, output.folder)
    report = sum_up(task, request, measured)
    if output.folder is not None:
        write_all(report, output.folder)
        for path in draw_all(measured, output.folder, request.sampling.seed):
            say(f"neighbours: {path}")
    conclude(report, output)
    return report


def draw_all(measured: Measured[ProbeRow], folder: Path, seed: int) -> Iterator[Path]:
    """Draw neighbours-1.png and on: a picture for each method on each set that has a query."""
    number = 1
    for method, rows in measured.rows.items():
        for name in dict.fromkeys(row.set_name for row in rows):
            of_set = [row for row in rows if row.set_name == name and row.objects]
            lines = make_lines(of_set, measured.sets, seed)
            if lines:
                path = folder / f"neighbours-{number}.png"
                save_png(path, draw_neighbours(f"{method}, {name}", lines))
                yield path
                number += 1

"""`anymask evaluate`: measure models, or methods without weights, on labelled images.

One file per task holds its options; `run.py` does what all tasks have in common.
"""

import typer

from anymask.cli.evaluate.compare import compare
from anymask.cli.evaluate.edges import edges
from anymask.cli.evaluate.fairness import fairness
from anymask.cli.evaluate.instances import instances
from anymask.cli.evaluate.points import points
from anymask.cli.evaluate.probe import probe
from anymask.cli.evaluate.proposals import proposals
from anymask.cli.evaluate.quality import quality
from anymask.cli.evaluate.text import text

evaluate = typer.Typer(no_args_is_help=True, help="Measure models on labelled images.")


@evaluate.callback()
def _group() -> None:
    pass


evaluate.command()(edges)
evaluate.command()(fairness)
evaluate.command()(points)
evaluate.command()(probe)
evaluate.command()(proposals)
evaluate.command()(instances)
evaluate.add_typer(quality, name="quality")
evaluate.command()(text)
evaluate.command()(compare)
evaluate.command("clicks", hidden=True, deprecated=True)(points)

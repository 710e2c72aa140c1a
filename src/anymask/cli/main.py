"""The command table of `anymask`, and the one place where errors become messages.

Exit codes: 0 done, 1 failed, 2 wrong input, 130 interrupted. Whatever anymask raises on purpose
is printed to stderr as one line without a traceback; a traceback means a bug of ours.
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from anymask import __version__
from anymask.cli.console import complain
from anymask.cli.data import data
from anymask.cli.demo import demo
from anymask.cli.doctor import doctor
from anymask.cli.engine import engine
from anymask.cli.evaluate import evaluate
from anymask.cli.everything import everything
from anymask.cli.export import export
from anymask.cli.models import models
from anymask.cli.segment import segment
from anymask.cli.serve import serve
from anymask.cli.train import train
from anymask.errors import AnymaskError

app = typer.Typer(
    name="anymask",
    help="A valid mask for any prompt: clicks, boxes, rough masks, or everything in a picture.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(segment)
app.command()(everything)
app.command()(serve)
app.add_typer(models, name="models")
app.command()(train)
app.add_typer(evaluate, name="evaluate")
app.add_typer(data, name="data")
app.add_typer(engine, name="engine")
app.add_typer(export, name="export")
app.command()(demo)
app.command()(doctor)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `anymask` with the given arguments, or those of the process, and exit."""
    # Spinning threads starve each other on busy cores: docs/decisions/0001, 13 x measured.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        app(args=arguments)
    except AnymaskError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(130)
    except OSError as error:
        complain(f"{error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        sys.exit(1)
    sys.exit(0)


def _print_version(wanted: bool) -> bool:
    if wanted:
        typer.echo(f"anymask {__version__}")
        raise typer.Exit
    return wanted


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version"),
    ] = False,
) -> None:
    pass
